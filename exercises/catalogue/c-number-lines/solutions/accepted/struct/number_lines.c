#include <fcntl.h>
#include <unistd.h>

struct counter {
    unsigned long lines;
    int in_line;
};

static void start_line(struct counter *counter)
{
    char text[24];
    int start = sizeof text;
    unsigned long rest = ++counter->lines;

    text[--start] = '\t';
    for (; rest > 0; rest /= 10)
        text[--start] = (char)('0' + rest % 10);
    write(1, text + start, sizeof text - (size_t)start);
    counter->in_line = 1;
}

static void print_part(struct counter *counter, const char *part, const char *end)
{
    while (part < end) {
        const char *stop = part;

        if (!counter->in_line)
            start_line(counter);
        while (stop < end && *stop != '\n')
            stop++;
        if (stop < end) {
            stop++;
            counter->in_line = 0;
        }
        write(1, part, (size_t)(stop - part));
        part = stop;
    }
}

static int print_file(struct counter *counter, int fd)
{
    char part[4096];
    ssize_t got;

    while ((got = read(fd, part, sizeof part)) > 0)
        print_part(counter, part, part + got);
    if (counter->in_line)
        write(1, "\n", 1);
    counter->in_line = 0;
    return got == 0;
}

static int print_named(struct counter *counter, const char *name)
{
    int fd = open(name, O_RDONLY), done;

    if (fd < 0)
        return 0;
    done = print_file(counter, fd);
    close(fd);
    return done;
}

int main(int argc, char **argv)
{
    struct counter counter = {0, 0};
    int status = 0;

    if (argc == 1)
        return !print_file(&counter, 0);
    for (int i = 1; i < argc; i++) {
        if (!print_named(&counter, argv[i])) {
            size_t length = 0;

            while (argv[i][length])
                length++;
            write(2, argv[i], length);
            write(2, ": can't be read\n", 16);
            status = 1;
        }
    }
    return status;
}
