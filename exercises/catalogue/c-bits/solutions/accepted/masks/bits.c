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
    value = (value & 0x55555555) << 1 | (value >> 1 & 0x55555555);
    value = (value & 0x33333333) << 2 | (value >> 2 & 0x33333333);
    value = (value & 0x0f0f0f0f) << 4 | (value >> 4 & 0x0f0f0f0f);
    value = (value & 0x00ff00ff) << 8 | (value >> 8 & 0x00ff00ff);
    return value << 16 | value >> 16;
}

uint32_t rotate_left(uint32_t value, unsigned int by)
{
    for (unsigned int turn = 0; turn < by % 32; turn++)
        value = value << 1 | value >> 31;
    return value;
}
