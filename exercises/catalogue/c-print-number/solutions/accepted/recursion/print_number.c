#include <unistd.h>

static void print_digits(long number)
{
    char digit = '0' + number % 10;

    if (number >= 10)
        print_digits(number / 10);
    write(1, &digit, 1);
}

void print_number(int number)
{
    long value = number;

    if (value < 0) {
        write(1, "-", 1);
        value = -value;
    }
    print_digits(value);
}
