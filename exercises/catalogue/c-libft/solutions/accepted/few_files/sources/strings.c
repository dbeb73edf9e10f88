#include "libft.h"

size_t ft_strlen(const char *s)
{
    const char *end = s;

    while (*end)
        end++;
    return (size_t)(end - s);
}

size_t ft_strlcpy(char *dst, const char *src, size_t size)
{
    size_t i = 0;

    for (; i + 1 < size && src[i]; i++)
        dst[i] = src[i];
    if (size)
        dst[i] = '\0';
    return ft_strlen(src);
}

size_t ft_strlcat(char *dst, const char *src, size_t size)
{
    const char *end = ft_memchr(dst, '\0', size);

    if (!end)
        return size + ft_strlen(src);
    return (size_t)(end - dst) + ft_strlcpy(dst + (end - dst), src, size - (size_t)(end - dst));
}

char *ft_strchr(const char *s, int c)
{
    return ft_memchr(s, c, ft_strlen(s) + 1);
}

char *ft_strrchr(const char *s, int c)
{
    const char *found = NULL;

    do {
        if (*s == (char)c)
            found = s;
    } while (*s++);
    return (char *)found;
}

int ft_strncmp(const char *a, const char *b, size_t n)
{
    for (; n && *a && *a == *b; n--, a++, b++)
        ;
    return n ? (unsigned char)*a - (unsigned char)*b : 0;
}

char *ft_strnstr(const char *haystack, const char *needle, size_t n)
{
    size_t length = ft_strlen(needle), room = 0;

    while (room < n && haystack[room])
        room++;
    for (size_t i = 0; i + length <= room; i++)
        if (!ft_memcmp(haystack + i, needle, length))
            return (char *)haystack + i;
    return NULL;
}

int ft_atoi(const char *s)
{
    long number = 0;
    int negative;

    while (ft_memchr(" \t\n\v\f\r", *s, 6))
        s++;
    negative = *s == '-';
    s += *s == '-' || *s == '+';
    for (; ft_isdigit(*s); s++)
        number = 10 * number + *s - '0';
    return (int)(negative ? -number : number);
}
