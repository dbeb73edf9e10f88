#include <stdlib.h>

static int compare(const void *one, const void *other)
{
    int a = *(const int *)one, b = *(const int *)other;

    return (a > b) - (a < b);
}

void sort_three(int *a, int *b, int *c)
{
    int values[3] = {*a, *b, *c};

    qsort(values, 3, sizeof *values, compare);
    *a = values[0];
    *b = values[1];
    *c = values[2];
}
