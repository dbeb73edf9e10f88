/* Makes one call for each line of the standard input: rotate 80000001 4  ->  rotate 80000001 4: 00000018 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int count_ones(uint32_t value);
uint32_t reverse_bits(uint32_t value);
uint32_t rotate_left(uint32_t value, unsigned int by);

static void run_line(const char *function, uint32_t value)
{
    unsigned int by;

    printf("%s %08" PRIx32, function, value);
    if (strcmp(function, "rotate") == 0 && scanf("%u", &by) == 1)
        printf(" %u: %08" PRIx32 "\n", by, rotate_left(value, by));
    else if (strcmp(function, "reverse") == 0)
        printf(": %08" PRIx32 "\n", reverse_bits(value));
    else
        printf(": %d\n", count_ones(value));
}

int main(void)
{
    char function[16];
    uint32_t value;

    setvbuf(stdout, NULL, _IONBF, 0);
    while (scanf("%15s %" SCNx32, function, &value) == 2)
        run_line(function, value);
    return 0;
}
