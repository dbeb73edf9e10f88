#include <unistd.h>

void print_number(int number)
{
    char digit = '0' + number % 10;

    if (number < 10)
        return write(1, &digit, 1);
    print_number(number / 10);
    write(1, &digit, 1);
}
