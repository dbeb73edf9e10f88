#include <stdio.h>

void print_letters(char first, char last)
{
    int step = first < last ? 1 : -1;

    for (; first != last; first += step)
        putchar(first);
    putchar(last);
    putchar('\n');
}
