#include <unistd.h>

void print_number(int number)
{
    char digit;

    if (number < 0) {
        write(1, "-", 1);
        number = -number;
    }
    if (number >= 10)
        print_number(number / 10);
    digit = '0' + number % 10;
    write(1, &digit, 1);
}
