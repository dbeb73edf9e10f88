#include <limits.h>
#include <stdlib.h>

int read_number(const char *text, int *value)
{
    char *end;
    long number = strtol(text, &end, 10);

    if (end == text || *text == ' ' || number < INT_MIN || number > INT_MAX)
        return 0;
    *value = (int)number;
    return (int)(end - text);
}
