#include <stdlib.h>

int *range(int first, int last, size_t *count)
{
    long step = first <= last ? 1 : -1;
    int *integers;

    *count = (size_t)(((long)last - first) * step + 1);
    integers = malloc(*count * sizeof *integers);
    for (size_t i = 0; integers && i < *count; i++)
        integers[i] = (int)(first + (long)i * step);
    return integers;
}
