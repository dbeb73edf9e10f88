#include <unistd.h>

void print_stairs(int steps)
{
    int line = 0;

    while (line < steps) {
        int column = 0;

        while (column < steps) {
            write(1, column + line + 1 < steps ? " " : "#", 1);
            column++;
        }
        write(1, "\n", 1);
        line++;
    }
}
