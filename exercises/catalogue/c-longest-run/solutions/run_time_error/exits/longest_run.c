#include <stdlib.h>

size_t longest_run(const int *values, size_t count, size_t *start)
{
    size_t run = 0;

    if (count == 0)
        exit(EXIT_FAILURE);
    *start = 0;
    while (run < count && values[run] == values[0])
        run++;
    return run;
}
