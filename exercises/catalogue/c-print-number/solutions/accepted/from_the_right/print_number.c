#include <unistd.h>

void print_number(int number)
{
    char text[11];
    int start = 11, rest = number;

    do {
        int digit = rest % 10;

        text[--start] = '0' + (digit < 0 ? -digit : digit);
        rest /= 10;
    } while (rest != 0);
    if (number < 0)
        text[--start] = '-';
    write(1, text + start, 11 - start);
}
