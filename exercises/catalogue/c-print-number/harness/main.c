/* Calls print_number once for each number of the standard input: -7  ->  [-7] */
#include <stdio.h>

void print_number(int number);

int main(void)
{
    int number;

    setvbuf(stdout, NULL, _IONBF, 0);
    while (scanf("%d", &number) == 1) {
        printf("[");
        print_number(number);
        printf("]\n");
    }
    return 0;
}
