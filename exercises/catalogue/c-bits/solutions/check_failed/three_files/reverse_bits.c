#include <stdint.h>

uint32_t reverse_bits(uint32_t value)
{
    uint32_t reversed = 0;

    for (int i = 0; i < 32; i++)
        reversed |= (value >> i & 1) << (31 - i);
    return reversed;
}
