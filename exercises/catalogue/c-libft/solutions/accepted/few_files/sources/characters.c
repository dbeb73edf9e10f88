#include "libft.h"

static int between(int low, int c, int high)
{
    return low <= c && c <= high;
}

int ft_isalpha(int c) { return between('a', c | 32, 'z') && between('A', c & ~32, 'Z'); }
int ft_isdigit(int c) { return between('0', c, '9'); }
int ft_isalnum(int c) { return ft_isalpha(c) + ft_isdigit(c); }
int ft_isascii(int c) { return between(0, c, 127); }
int ft_isprint(int c) { return between(32, c, 126); }
int ft_toupper(int c) { return between('a', c, 'z') ? c - 32 : c; }
int ft_tolower(int c) { return between('A', c, 'Z') ? c + 32 : c; }
