#include <stdio.h>

void print_number(int number)
{
    printf("%d", number);
    fflush(stdout);
}
