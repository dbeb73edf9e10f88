#include <stdlib.h>

static int *fill(int *integers, int value, size_t count, int step)
{
    for (size_t i = 0; i < count; i++) {
        integers[i] = value;
        if (i + 1 < count)
            value += step;
    }
    return integers;
}

int *range(int first, int last, size_t *count)
{
    size_t size = 1 + (first < last ? (size_t)((long)last - first) : (size_t)((long)first - last));
    int *integers = malloc(size * sizeof(int));

    *count = integers ? size : 0;
    return integers ? fill(integers, first, size, first < last ? 1 : -1) : NULL;
}
