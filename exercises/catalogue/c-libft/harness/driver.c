/*
 * Calls one function of libft.a, once for each line of the standard input, and writes each call with its outcome.
 *
 *    driver ft_substr      "hello", 1, 3          ->  ft_substr("hello", 1, 3) = "ell"
 *                          fail 1: "hello", 1, 3  ->  fail 1: ft_substr("hello", 1, 3) = NULL
 *
 * `fail N` refuses the Nth call of malloc and all after it. What isn't freed in the end is said too.
 */
#include "cases.h"

#include <stdlib.h>
#include <string.h>

static const t_entry *const groups[] = {characters, blocks_of_bytes, strings, made, output, lists};

static const t_entry *find_entry(const char *name)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        for (const t_entry *entry = groups[i]; entry->name; entry++)
            if (strcmp(entry->name, name) == 0)
                return entry;
    fprintf(stderr, "driver: no function %s is known\n", name);
    exit(125);
}

static void run_line(const t_entry *entry, t_line line)
{
    char *end;

    if (strncmp(line, "fail ", 5) == 0) {
        refuse_from((int)strtol(line + 5, &end, 10));
        say("%.*s ", (int)(end + 1 - line), line);
        line = end + 2;
    }
    say("%s(%s) = ", entry->name, line);
    fflush(stdout);
    entry->run(line);
    if (blocks_alive() > 0)
        say(", leaving %d of malloc's blocks not freed", blocks_alive());
    say("\n");
    forget_blocks();
}

int main(int argc, char **argv)
{
    static char line[4 * MAX_BYTES];
    const t_entry *entry;

    if (argc != 2) {
        fprintf(stderr, "usage: driver FUNCTION < CALLS\n");
        return 125;
    }
    entry = find_entry(argv[1]);
    if (!entry->symbol) {
        fprintf(stderr, "libft.a has no %s\n", entry->name);
        return 127;
    }
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        run_line(entry, line);
    }
    return 0;
}
