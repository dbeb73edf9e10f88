#include <stddef.h>

size_t longest_run(const int *values, size_t count, size_t *start)
{
    size_t longest = 0, run = 1;

    for (size_t i = 0; i < count; i++) {
        if (run > longest) {
            longest = run;
            *start = i + 1 - run;
        }
        run = values[i] == values[i + 1] ? run + 1 : 1;
    }
    if (count > 0 && run > longest) {
        longest = run;
        *start = count + 1 - run;
    }
    return longest;
}
