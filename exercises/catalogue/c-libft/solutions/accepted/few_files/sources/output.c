#include "libft.h"

void ft_putchar_fd(char c, int fd)
{
    if (write(fd, &c, 1) < 0)
        return;
}

void ft_putstr_fd(char *s, int fd)
{
    while (*s)
        ft_putchar_fd(*s++, fd);
}

void ft_putendl_fd(char *s, int fd)
{
    ft_putstr_fd(s, fd);
    ft_putchar_fd('\n', fd);
}

void ft_putnbr_fd(int n, int fd)
{
    long rest = n;

    if (rest < 0) {
        ft_putchar_fd('-', fd);
        rest = -rest;
    }
    if (rest > 9)
        ft_putnbr_fd((int)(rest / 10), fd);
    ft_putchar_fd((char)('0' + rest % 10), fd);
}
