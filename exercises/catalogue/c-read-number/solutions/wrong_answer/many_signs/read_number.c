#include <limits.h>

int read_number(const char *text, int *value)
{
    int i = 0, start, negative = 0;
    long number = 0;

    for (; text[i] == '-' || text[i] == '+'; i++)
        negative ^= text[i] == '-';
    for (start = i; text[i] >= '0' && text[i] <= '9'; i++) {
        number = number * 10 + (text[i] - '0');
        if (number > (long)INT_MAX + negative)
            return 0;
    }
    if (i == start)
        return 0;
    *value = (int)(negative ? -number : number);
    return i;
}
