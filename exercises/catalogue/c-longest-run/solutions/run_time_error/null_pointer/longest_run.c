#include <stddef.h>

size_t longest_run(const int *values, size_t count, size_t *start)
{
    const int *volatile first = NULL;

    for (size_t i = 0; i < count; i++)
        if (*first != values[i])
            *start = i;
    return count;
}
