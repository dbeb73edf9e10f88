#include <stddef.h>

size_t longest_run(const int *values, size_t count, size_t *start)
{
    size_t longest = 0, run = 0;

    for (size_t i = 0; i < count; i++) {
        run = i > 0 && values[i] == values[i - 1] ? run + 1 : 1;
        if (run > longest) {
            longest = run;
            *start = i + 1 - run;
        }
    }
    return longest;
}
