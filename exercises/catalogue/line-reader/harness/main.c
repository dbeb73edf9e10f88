/*
 * Calls read_line to the end of the standard input, and once more. What may be different is said by the arguments:
 *
 *    at-most N        read gives at most N bytes at a time
 *    fail-read N      call number N of read fails
 *    count            how often read was called is said after each line
 *    refuse FILE      it is read many times, malloc refusing its first call, then all from its first on, then its
 *                     second, and so on; then it is read once more, with nothing refused
 *    files A B C...   these are read in turn, one line each, instead of the standard input
 */
#include "made.h"
#include "read_line.h"
#include "read_line.h"
#include "source.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_SHOWN 200
#define MAX_FILES 8
#define REFUSALS 60

static bool counting;
static int lines;

static void say_part(const char *part, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (part[i] == '\n')
            printf("\\n");
        else
            putchar(part[i]);
}

static void say_line(const char *line)
{
    size_t length = strlen(line);
    unsigned long sum = 0;

    printf("line %d: \"", ++lines);
    if (length <= MAX_SHOWN) {
        say_part(line, length);
        printf("\"");
        return;
    }
    for (size_t i = 0; i < length; i++)
        sum = (sum * 31 + (unsigned char)line[i]) % 1000003;
    say_part(line, 20);
    printf("...");
    say_part(line + length - 20, 20);
    printf("\", %zu bytes, checksum %lu", length, sum);
}

static bool say_next(int fd)
{
    char *line = read_line(fd);

    if (line)
        say_line(line);
    else
        printf("end");
    if (counting && line)
        printf(", %d reads so far", reads_made());
    free(line);
    printf("\n");
    return line != NULL;
}

static int open_or_exit(const char *name)
{
    int fd = open(name, O_RDONLY);

    if (fd < 0)
        exit(125);
    return fd;
}

static void read_in_turn(int count, char **names)
{
    int fds[MAX_FILES], open_files = count;

    for (int i = 0; i < count; i++)
        fds[i] = open_or_exit(names[i]);
    while (open_files > 0) {
        for (int i = 0; i < count; i++) {
            if (fds[i] < 0)
                continue;
            printf("file %d, ", i + 1);
            if (!say_next(fds[i])) {
                close(fds[i]);
                fds[i] = -1;
                open_files--;
            }
        }
    }
}

static void read_refused(const char *name, int call, int last)
{
    int fd = open_or_exit(name);
    char *line;

    refuse(call, last);
    while ((line = read_line(fd)) != NULL) {
        if (calls_refused() > 0)
            printf("call %d of malloc refused, and yet: \"%s\"\n", call, line);
        free(line);
    }
    close(fd);
    if (blocks_alive() > 0 || blocks_overrun() > 0)
        printf("call %d of malloc refused: %d blocks not freed, %d written outside\n", call, blocks_alive(), blocks_overrun());
}

static void read_after_refusals(const char *name)
{
    int fd;

    for (int call = 1; call <= REFUSALS && blocks_alive() == 0; call++) {
        read_refused(name, call, call);
        read_refused(name, call, REFUSALS);
    }
    refuse(0, 0);
    fd = open_or_exit(name);
    while (say_next(fd))
        continue;
    close(fd);
}

static void say_faults(void)
{
    if (blocks_alive() > 0)
        printf("%d blocks not freed\n", blocks_alive());
    if (blocks_overrun() > 0)
        printf("written outside %d blocks\n", blocks_overrun());
    if (reads_of_other_sizes() > 0)
        printf("%d reads didn't ask for %d bytes\n", reads_of_other_sizes(), BUFFER_SIZE);
}

static void read_standard_input(const char *what, int number)
{
    counting = strcmp(what, "count") == 0;
    give_at_most(strcmp(what, "at-most") == 0 ? (size_t)number : 0);
    fail_read(strcmp(what, "fail-read") == 0 ? number : 0);
    while (say_next(STDIN_FILENO))
        continue;
    say_faults();
    say_next(STDIN_FILENO);
    while (strcmp(what, "fail-read") == 0 && say_next(STDIN_FILENO))
        continue;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    int number = argc > 2 ? atoi(argv[2]) : 0;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (strcmp(what, "files") == 0 && argc - 2 <= MAX_FILES)
        read_in_turn(argc - 2, argv + 2);
    else if (strcmp(what, "refuse") == 0)
        read_after_refusals(argv[2]);
    else
        read_standard_input(what, number);
    say_faults();
    return 0;
}
