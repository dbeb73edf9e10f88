#include <stdio.h>

void print_stairs(int steps)
{
    for (int line = 1; line <= steps; line++) {
        for (int column = 0; column < steps; column++)
            printf("%c", column < steps - line ? ' ' : '#');
        printf("\n");
    }
}
