/*
 * Calls range once for each line of the standard input.
 *
 *    3 6         ->  range(3, 6): 4 integers: 3 4 5 6
 *    fail 3 6    ->  fail range(3, 6): 0 integers: NULL
 */
#include "made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SHOWN 12

int *range(int first, int last, size_t *count);

/* All of a short array; of a long one both ends, and the sum of each integer times its place, which tells the rest. */
static void say_integers(const int *integers, size_t count)
{
    long long sum = 0;

    for (size_t i = 0; i < count; i++) {
        if (count <= MAX_SHOWN || i < 3 || i >= count - 3)
            printf(" %d", integers[i]);
        sum += (long long)(i + 1) * integers[i];
    }
    if (count > MAX_SHOWN)
        printf(", checksum %lld", sum);
}

static void run_line(int first, int last)
{
    size_t count = 12345;
    int *integers;

    printf("range(%d, %d): ", first, last);
    integers = range(first, last, &count);
    printf("%zu integers:", count);
    if (integers)
        say_integers(integers, count);
    else
        printf(" NULL");
    free(integers);
    if (blocks_alive() > 0)
        printf(", %d blocks not freed", blocks_alive());
    if (blocks_overrun() > 0)
        printf(", written outside %d blocks", blocks_overrun());
    printf("\n");
}

int main(void)
{
    static char line[100];
    int first, last;

    setvbuf(stdout, NULL, _IONBF, 0);
    while (fgets(line, sizeof line, stdin)) {
        int refused = strncmp(line, "fail ", 5) == 0;

        if (sscanf(line + (refused ? 5 : 0), "%d %d", &first, &last) != 2)
            return 125;
        printf("%s", refused ? "fail " : "");
        refuse_from(refused);
        run_line(first, last);
    }
    return 0;
}
