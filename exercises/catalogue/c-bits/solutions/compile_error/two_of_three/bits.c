#include <stdint.h>

int count_ones(uint32_t value)
{
    int count = 0;

    while (value != 0) {
        count += value & 1;
        value >>= 1;
    }
    return count;
}

uint32_t reverse_bits(uint32_t value)
{
    uint32_t reversed = 0;

    for (int i = 0; i < 32; i++) {
        reversed = reversed << 1 | (value & 1);
        value >>= 1;
    }
    return reversed;
}
