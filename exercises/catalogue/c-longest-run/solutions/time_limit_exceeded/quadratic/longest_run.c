#include <stddef.h>

size_t longest_run(const int *values, size_t count, size_t *start)
{
    size_t longest = 0;

    for (size_t first = 0; first < count; first++) {
        size_t end = first;

        while (end < count && values[end] == values[first])
            end++;
        if (end - first > longest) {
            longest = end - first;
            *start = first;
        }
    }
    return longest;
}
