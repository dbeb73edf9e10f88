#include "libft.h"

void *ft_memset(void *block, int c, size_t n)
{
    for (unsigned char *byte = block; n--; byte++)
        *byte = (unsigned char)c;
    return block;
}

void ft_bzero(void *block, size_t n)
{
    ft_memset(block, '\0', n);
}

void *ft_memcpy(void *dst, const void *src, size_t n)
{
    char *to = dst;

    for (const char *from = src; n--; from++)
        *to++ = *from;
    return dst;
}

void *ft_memmove(void *dst, const void *src, size_t n)
{
    char *to = dst;
    const char *from = src;

    if (to < from)
        return ft_memcpy(dst, src, n);
    while (n--)
        to[n] = from[n];
    return dst;
}

void *ft_memchr(const void *block, int c, size_t n)
{
    for (const unsigned char *byte = block; n--; byte++)
        if (*byte == (unsigned char)c)
            return (void *)byte;
    return NULL;
}

int ft_memcmp(const void *a, const void *b, size_t n)
{
    const unsigned char *left = a, *right = b;

    for (size_t i = 0; i < n; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

void *ft_calloc(size_t count, size_t size)
{
    size_t total = count * size;
    void *block;

    if (count && total / count != size)
        return NULL;
    if ((block = malloc(total)))
        ft_bzero(block, total);
    return block;
}
