#include <limits.h>

int read_number(const char *text, int *value)
{
    int i = text[0] == '-' || text[0] == '+';
    int start = i;
    unsigned long number = 0;

    for (; text[i] >= '0' && text[i] <= '9'; i++)
        number = number * 10 + (unsigned long)(text[i] - '0');
    if (i == start || number > (unsigned long)INT_MAX + (text[0] == '-'))
        return 0;
    *value = (int)(text[0] == '-' ? -number : number);
    return i;
}
