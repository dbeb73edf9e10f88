/* Functions that make new strings, which must come from malloc, and the two that walk one with a function. */
#include "cases.h"

#include <ctype.h>
#include <stdlib.h>

/* Says a string that the library made, and frees it. */
static void say_made(char *s)
{
    if (s && !was_given(s)) {
        say("a pointer that malloc didn't give");
        return;
    }
    say_string(s);
    free(s);
}

static void case_ft_strdup(t_line line)
{
    say_made(ft_strdup(read_string(&line)));
}

static void case_ft_substr(t_line line)
{
    const char *s = read_string(&line);
    unsigned int start = (unsigned int)read_size(&line);

    say_made(ft_substr(s, start, read_size(&line)));
}

static void case_ft_strjoin(t_line line)
{
    const char *a = read_string(&line), *b = read_string(&line);

    say_made(ft_strjoin(a, b));
}

static void case_ft_strtrim(t_line line)
{
    const char *s = read_string(&line), *set = read_string(&line);

    say_made(ft_strtrim(s, set));
}

static void case_ft_split(t_line line)
{
    const char *s = read_string(&line);
    char **words = ft_split(s, (char)read_number(&line));

    if (!words) {
        say("NULL");
        return;
    }
    say("{");
    for (char **word = words; *word; word++) {
        say_made(*word);
        say(", ");
    }
    say("NULL}");
    free(words);
}

static void case_ft_itoa(t_line line)
{
    say_made(ft_itoa((int)read_number(&line)));
}

/* Every other character in capitals, from the first. */
static char changed(unsigned int i, char c)
{
    return i % 2 == 0 ? (char)toupper((unsigned char)c) : c;
}

static void change(unsigned int i, char *c)
{
    *c = changed(i, *c);
}

static void case_ft_strmapi(t_line line)
{
    say_made(ft_strmapi(read_string(&line), changed));
}

static void case_ft_striteri(t_line line)
{
    t_bytes bytes = read_bytes(&line);
    char *s = guarded(bytes.data, bytes.size + 1);

    ft_striteri(s, change);
    say("s ");
    say_bytes(s, bytes.size);
}

const t_entry made[] = {
    ENTRY(ft_strdup), ENTRY(ft_substr), ENTRY(ft_strjoin), ENTRY(ft_strtrim),  ENTRY(ft_split),
    ENTRY(ft_itoa),   ENTRY(ft_strmapi), ENTRY(ft_striteri), {0},
};
