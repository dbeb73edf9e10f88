#include <stdlib.h>

int *range(int first, int last, size_t *count)
{
    long size = (long)last - first + 1;
    int *integers = NULL;

    *count = 0;
    if (size > 0)
        integers = malloc(size * sizeof *integers);
    if (!integers)
        return NULL;
    for (long i = 0; i < size; i++)
        integers[i] = (int)(first + i);
    *count = (size_t)size;
    return integers;
}
