/* check INPUT ANSWER FEEDBACK < OUTPUT: the share of the points is fewest coins / coins; ANSWER holds the fewest. */

#include <stdio.h>
#include <stdlib.h>

static long number_in(const char *path)
{
    long number;
    FILE *file = fopen(path, "r");

    if (!file || fscanf(file, "%ld", &number) != 1)
        exit(1);
    fclose(file);
    return number;
}

static int say(const char *feedback, const char *name, double number, const char *format)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s%s", feedback, name);
    file = fopen(path, "w");
    if (!file)
        exit(1);
    fprintf(file, format, number);
    fclose(file);
    return 0;
}

int main(int argc, char **argv)
{
    long amount, fewest, coin, coins = 0, sum = 0;

    if (argc < 4)
        return 1;
    amount = number_in(argv[1]);
    fewest = number_in(argv[2]);
    while (coins < 1000000 && scanf("%ld", &coin) == 1) {
        if (coin != 1 && coin != 5 && coin != 10 && coin != 25) {
            say(argv[3], "teammessage.txt", coin, "there is no coin of %.0f");
            return 43;
        }
        coins++;
        sum += coin;
    }
    if (sum != amount) {
        say(argv[3], "teammessage.txt", sum, "those coins make %.0f");
        return 43;
    }
    say(argv[3], "judgemessage.txt", coins, "%.0f coins");
    say(argv[3], "score_multiplier.txt", (double)fewest / coins, "%.6f");
    return 42;
}
