#include <stdint.h>

int count_ones(uint32_t value)
{
    int count = 0;

    for (; value; value &= value - 1)
        count++;
    return count;
}
