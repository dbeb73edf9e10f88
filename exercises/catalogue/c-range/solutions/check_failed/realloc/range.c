#include <stdlib.h>

int *range(int first, int last, size_t *count)
{
    long step = first <= last ? 1 : -1;
    int *integers;

    *count = (size_t)(((long)last - first) * step + 1);
    integers = realloc(NULL, *count * sizeof *integers);
    if (!integers)
        *count = 0;
    for (size_t i = 0; i < *count; i++)
        integers[i] = (int)(first + (long)i * step);
    return integers;
}
