#include <unistd.h>

void print_letters(char first, char last)
{
    while (first < last) {
        write(1, &first, 1);
        first++;
    }
    while (first > last) {
        write(1, &first, 1);
        first--;
    }
    write(1, &last, 1);
    write(1, "\n", 1);
}
