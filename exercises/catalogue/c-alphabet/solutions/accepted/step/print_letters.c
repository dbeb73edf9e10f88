#include <unistd.h>

void print_letters(char first, char last)
{
    int step = first < last ? 1 : -1;
    char letter = first;

    while (letter != last) {
        write(1, &letter, 1);
        letter += step;
    }
    write(1, &last, 1);
    write(1, "\n", 1);
}
