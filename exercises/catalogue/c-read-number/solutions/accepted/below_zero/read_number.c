#include <limits.h>

/* Counts below zero, where there is room for one more than above. */
int read_number(const char *text, int *value)
{
    const char *next = text;
    int number = 0, digits = 0;

    if (*next == '+' || *next == '-')
        next++;
    for (; *next >= '0' && *next <= '9'; next++, digits++) {
        int digit = *next - '0';

        if (number < INT_MIN / 10 || number * 10 < INT_MIN + digit)
            return 0;
        number = number * 10 - digit;
    }
    if (digits == 0 || (*text != '-' && number == INT_MIN))
        return 0;
    *value = *text == '-' ? number : -number;
    return (int)(next - text);
}
