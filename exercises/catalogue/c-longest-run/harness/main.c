/*
 * Calls longest_run once for each line of the standard input.
 *
 *    3 7 7 4    the count, then the values    ->    3 values: length 2, start 0
 *
 * After the values stands one more, equal to the last: who reads beyond the end counts it.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_VALUES 100000

size_t longest_run(const int *values, size_t count, size_t *start);

static void broken(void)
{
    fprintf(stderr, "main: the testcase is broken\n");
    exit(125);
}

static void read_values(int *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (scanf("%d", &values[i]) != 1)
            broken();
    values[count] = count ? values[count - 1] : 0;
}

static void say_run(const int *values, size_t count)
{
    size_t start = SIZE_MAX, length;

    printf("%zu values: ", count);
    fflush(stdout);
    length = longest_run(values, count, &start);
    printf("length %zu, start ", length);
    if (start == SIZE_MAX)
        printf("as it was");
    else
        printf("%zu", start);
}

int main(void)
{
    static int values[MAX_VALUES + 1], before[MAX_VALUES + 1];
    size_t count;

    while (scanf("%zu", &count) == 1) {
        if (count > MAX_VALUES)
            broken();
        read_values(values, count);
        memcpy(before, values, sizeof values);
        say_run(values, count);
        printf("%s\n", memcmp(before, values, sizeof values) == 0 ? "" : ", and values were changed");
    }
    return 0;
}
