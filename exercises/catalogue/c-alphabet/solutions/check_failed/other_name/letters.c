#include <unistd.h>

void print_letters(char first, char last)
{
    for (; first <= last; first++)
        write(1, &first, 1);
    write(1, "\n", 1);
}
