/* Functions that write to a file descriptor: a pipe here, emptied after the call. */
#include "cases.h"

#include <stdlib.h>
#include <unistd.h>

static int pipe_ends[2];

static int open_pipe(void)
{
    if (pipe(pipe_ends) != 0) {
        perror("driver: pipe");
        exit(125);
    }
    return pipe_ends[1];
}

static void say_written(void)
{
    char data[4 * MAX_BYTES];
    ssize_t size;

    close(pipe_ends[1]);
    size = read(pipe_ends[0], data, sizeof data);
    close(pipe_ends[0]);
    say("written ");
    say_bytes(data, size > 0 ? (size_t)size : 0);
}

static void case_ft_putchar_fd(t_line line)
{
    ft_putchar_fd((char)read_number(&line), open_pipe());
    say_written();
}

static void case_ft_putstr_fd(t_line line)
{
    ft_putstr_fd((char *)read_string(&line), open_pipe());
    say_written();
}

static void case_ft_putendl_fd(t_line line)
{
    ft_putendl_fd((char *)read_string(&line), open_pipe());
    say_written();
}

static void case_ft_putnbr_fd(t_line line)
{
    ft_putnbr_fd((int)read_number(&line), open_pipe());
    say_written();
}

const t_entry output[] = {
    ENTRY(ft_putchar_fd), ENTRY(ft_putstr_fd), ENTRY(ft_putendl_fd), ENTRY(ft_putnbr_fd), {0},
};
