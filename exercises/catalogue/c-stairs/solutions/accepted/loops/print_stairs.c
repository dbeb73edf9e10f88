#include <unistd.h>

static void repeat(char character, int times)
{
    while (times > 0) {
        write(1, &character, 1);
        times--;
    }
}

void print_stairs(int steps)
{
    for (int line = 1; line <= steps; line++) {
        repeat(' ', steps - line);
        repeat('#', line);
        write(1, "\n", 1);
    }
}
