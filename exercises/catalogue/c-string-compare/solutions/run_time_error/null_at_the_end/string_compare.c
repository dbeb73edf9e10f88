#include <stddef.h>

int string_compare(const char *a, const char *b)
{
    const char *volatile end = NULL;

    for (; *a != '\0' && *a == *b; a++)
        b++;
    if (*a == '\0')
        a = end;
    return (unsigned char)*a - (unsigned char)*b;
}
