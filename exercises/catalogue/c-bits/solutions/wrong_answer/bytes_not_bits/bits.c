#include <stdint.h>

int count_ones(uint32_t value)
{
    int count = 0;

    for (; value; value &= value - 1)
        count++;
    return count;
}

uint32_t reverse_bits(uint32_t value)
{
    return value << 24 | (value & 0xff00) << 8 | (value >> 8 & 0xff00) | value >> 24;
}

uint32_t rotate_left(uint32_t value, unsigned int by)
{
    by %= 32;
    return by == 0 ? value : value << by | value >> (32 - by);
}
