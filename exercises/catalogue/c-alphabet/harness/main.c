/* Calls print_letters once for each line of the standard input, which holds two letters: a e  ->  abcde */
#include <stdio.h>

void print_letters(char first, char last);

int main(void)
{
    char first, last;

    setvbuf(stdout, NULL, _IONBF, 0);
    while (scanf(" %c %c", &first, &last) == 2) {
        printf("%c to %c: ", first, last);
        print_letters(first, last);
    }
    return 0;
}
