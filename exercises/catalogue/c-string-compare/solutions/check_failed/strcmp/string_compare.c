#include <string.h>

int string_compare(const char *a, const char *b)
{
    return strcmp(a, b);
}
