#include <unistd.h>

void print_stairs(int steps)
{
    for (int line = 1; line <= steps; line++) {
        for (int column = 0; column < steps; column++)
            write(1, column < steps - line ? " " : "#", 1)
        write(1, "\n", 1);
    }
}
