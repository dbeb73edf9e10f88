#include <stddef.h>

size_t longest_run(const int *values, size_t count, size_t *start)
{
    size_t longest = 0, first = 0;

    for (size_t i = 1; i < count; i++) {
        if (values[i] != values[first]) {
            if (i - first > longest) {
                longest = i - first;
                *start = first;
            }
            first = i;
        }
    }
    return longest;
}
