#include "longest_run.h"

static const int *end_of_run(const int *first, const int *end)
{
    const int *value = first;

    while (value < end && *value == *first)
        value++;
    return value;
}

size_t longest_run(const int *values, size_t count, size_t *start)
{
    const int *end = values + count;
    size_t longest = 0;

    for (const int *first = values, *next; first < end; first = next) {
        next = end_of_run(first, end);
        if ((size_t)(next - first) > longest) {
            longest = (size_t)(next - first);
            *start = (size_t)(first - values);
        }
    }
    return longest;
}
