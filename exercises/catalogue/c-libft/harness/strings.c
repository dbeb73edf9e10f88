/* Functions that read strings, or write into memory that the caller has. */
#include "cases.h"

#include <string.h>

static void case_ft_strlen(t_line line)
{
    say("%zu", ft_strlen(read_string(&line)));
}

/* The line: all of dst's memory, src, size. */
static void fill(t_line line, size_t (*function)(char *, const char *, size_t))
{
    t_bytes bytes = read_bytes(&line);
    char *dst = guarded(bytes.data, bytes.size);
    const char *src = read_string(&line);

    say("%zu, dst ", function(dst, src, read_size(&line)));
    say_bytes(dst, bytes.size);
}

static void case_ft_strlcpy(t_line line)
{
    fill(line, ft_strlcpy);
}

static void case_ft_strlcat(t_line line)
{
    fill(line, ft_strlcat);
}

static void find_character(t_line line, char *(*function)(const char *, int))
{
    const char *s = read_string(&line);

    say_pointer(function(s, (int)read_number(&line)), s, strlen(s), "s");
}

static void case_ft_strchr(t_line line)
{
    find_character(line, ft_strchr);
}

static void case_ft_strrchr(t_line line)
{
    find_character(line, ft_strrchr);
}

static void case_ft_strncmp(t_line line)
{
    const char *a = read_string(&line), *b = read_string(&line);
    int order = ft_strncmp(a, b, read_size(&line));

    say("%s", order < 0 ? "negative" : order > 0 ? "positive" : "0");
}

static void case_ft_strnstr(t_line line)
{
    const char *haystack = read_string(&line), *needle = read_string(&line);

    say_pointer(ft_strnstr(haystack, needle, read_size(&line)), haystack, strlen(haystack), "haystack");
}

static void case_ft_atoi(t_line line)
{
    say("%d", ft_atoi(read_string(&line)));
}

const t_entry strings[] = {
    ENTRY(ft_strlen),  ENTRY(ft_strlcpy), ENTRY(ft_strlcat), ENTRY(ft_strchr), ENTRY(ft_strrchr),
    ENTRY(ft_strncmp), ENTRY(ft_strnstr), ENTRY(ft_atoi),    {0},
};
