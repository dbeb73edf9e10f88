#include <stdlib.h>

int *range(int first, int last, size_t *count)
{
    long step = first <= last ? 1 : -1;
    long size = ((long)last - first) * step + 1;
    int *integers = malloc(size * sizeof *integers);

    for (long i = 0; i < size; i++)
        integers[i] = (int)(first + i * step);
    *count = (size_t)size;
    return integers;
}
