#include <stdlib.h>

int *range(int first, int last, size_t *count)
{
    (void)first;
    (void)last;
    *count = 0;
    return NULL;
}
