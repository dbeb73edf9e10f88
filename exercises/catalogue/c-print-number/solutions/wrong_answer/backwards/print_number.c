#include <unistd.h>

void print_number(int number)
{
    long value = number;

    if (value < 0) {
        write(1, "-", 1);
        value = -value;
    }
    do {
        char digit = '0' + value % 10;

        write(1, &digit, 1);
        value /= 10;
    } while (value > 0);
}
