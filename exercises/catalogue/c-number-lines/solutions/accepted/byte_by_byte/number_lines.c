#include <fcntl.h>
#include <unistd.h>

static void print_number(long number)
{
    char digit = '0' + number % 10;

    if (number >= 10)
        print_number(number / 10);
    write(1, &digit, 1);
}

static void complain(const char *name)
{
    while (*name != '\0') {
        write(2, name, 1);
        name++;
    }
    write(2, ": can't be read\n", 16);
}

/* Returns the number of the last line printed, or -1 if reading failed. */
static long print_lines(int fd, long number)
{
    char character, last = '\n';
    ssize_t got = read(fd, &character, 1);

    while (got > 0) {
        if (last == '\n') {
            number++;
            print_number(number);
            write(1, "\t", 1);
        }
        write(1, &character, 1);
        last = character;
        got = read(fd, &character, 1);
    }
    if (last != '\n')
        write(1, "\n", 1);
    return got < 0 ? -1 : number;
}

int main(int argc, char **argv)
{
    long number = 0;
    int status = 0;

    if (argc == 1)
        print_lines(0, 0);
    for (int i = 1; i < argc; i++) {
        int fd = open(argv[i], O_RDONLY);
        long last = print_lines(fd, number);

        if (fd >= 0)
            close(fd);
        if (last < 0) {
            complain(argv[i]);
            status = 1;
        } else {
            number = last;
        }
    }
    return status;
}
