#include <stddef.h>

int read_number(const char *text, int *value)
{
    int i = 0, number = 0;

    for (; text[i] >= '0' && text[i] <= '9'; i++)
        number = number * 10 + (text[i] - '0');
    if (i == 0)
        value = NULL;
    *(volatile int *)value = number;
    return i;
}
