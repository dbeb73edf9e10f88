/* Calls print_stairs once for each number of the standard input, between two lines of its own. */
#include <stdio.h>

void print_stairs(int steps);

int main(void)
{
    int steps;

    setvbuf(stdout, NULL, _IONBF, 0);
    while (scanf("%d", &steps) == 1) {
        printf("%d steps:\n", steps);
        print_stairs(steps);
        printf("--\n");
    }
    return 0;
}
