#include <stdint.h>

int count_ones(uint32_t value)
{
    volatile int number = (int)value;
    int count = 0;

    while (number != 0) {
        count += number & 1;
        number >>= 1;
    }
    return count;
}

uint32_t reverse_bits(uint32_t value)
{
    uint32_t reversed = 0;

    for (int i = 0; i < 32; i++)
        reversed |= (value >> i & 1) << (31 - i);
    return reversed;
}

uint32_t rotate_left(uint32_t value, unsigned int by)
{
    by %= 32;
    return by == 0 ? value : value << by | value >> (32 - by);
}
