#include <stddef.h>

int *range(int first, int last, size_t *count)
{
    int *integers = malloc((last - first + 1) * sizeof *integers);

    for (*count = 0; integers && first + (int)*count <= last; ++*count)
        integers[*count] = first + (int)*count;
    return integers;
}
