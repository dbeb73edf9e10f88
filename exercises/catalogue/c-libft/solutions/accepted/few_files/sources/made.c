#include "libft.h"

static char *copy_of(const char *s, size_t length)
{
    char *copy = malloc(length + 1);

    if (copy) {
        ft_memcpy(copy, s, length);
        copy[length] = '\0';
    }
    return copy;
}

char *ft_strdup(const char *s)
{
    return copy_of(s, ft_strlen(s));
}

char *ft_substr(const char *s, unsigned int start, size_t n)
{
    size_t length = 0;

    while (start && *s) {
        s++;
        start--;
    }
    while (length < n && s[length])
        length++;
    return copy_of(s, length);
}

char *ft_strjoin(const char *a, const char *b)
{
    size_t size = ft_strlen(a) + ft_strlen(b) + 1;
    char *joined = malloc(size);

    if (joined) {
        ft_strlcpy(joined, a, size);
        ft_strlcat(joined, b, size);
    }
    return joined;
}

char *ft_strtrim(const char *s, const char *set)
{
    const char *end;

    while (*s && ft_strchr(set, *s))
        s++;
    end = s + ft_strlen(s);
    while (end > s && ft_strchr(set, end[-1]))
        end--;
    return copy_of(s, (size_t)(end - s));
}

/* Splits what is left, knowing how many words came before: the array is made when the end is reached. */
static char **split_rest(const char *s, char separator, size_t before)
{
    const char *word;
    char **words, *copy;

    while (*s && *s == separator)
        s++;
    if (!*s)
        return ft_calloc(before + 1, sizeof(char *));
    for (word = s; *s && *s != separator;)
        s++;
    if (!(copy = copy_of(word, (size_t)(s - word))))
        return NULL;
    if ((words = split_rest(s, separator, before + 1)))
        words[before] = copy;
    else
        free(copy);
    return words;
}

char **ft_split(const char *s, char separator)
{
    return split_rest(s, separator, 0);
}

char *ft_itoa(int n)
{
    unsigned int rest = n < 0 ? -(unsigned int)n : (unsigned int)n;
    size_t length = 1 + (n < 0);
    char *digits;

    for (unsigned int left = rest; left > 9; left /= 10)
        length++;
    if (!(digits = ft_calloc(length + 1, 1)))
        return NULL;
    digits[0] = '-';
    do
        digits[--length] = (char)('0' + rest % 10);
    while (rest /= 10);
    return digits;
}

char *ft_strmapi(const char *s, char (*f)(unsigned int, char))
{
    char *mapped = ft_strdup(s);

    for (unsigned int i = 0; mapped && s[i]; i++)
        mapped[i] = f(i, s[i]);
    return mapped;
}

void ft_striteri(char *s, void (*f)(unsigned int, char *))
{
    for (char *c = s; *c; c++)
        f((unsigned int)(c - s), c);
}
