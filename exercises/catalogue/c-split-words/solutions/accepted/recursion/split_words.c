#include <stdlib.h>

static const char *skip(const char *text, int spaces)
{
    while (*text && (*text == ' ' || *text == '\t' || *text == '\n') == spaces)
        text++;
    return text;
}

static char *copy(const char *start, const char *end)
{
    char *word = malloc((size_t)(end - start) + 1);

    for (char *to = word; word && start <= end; to++, start++)
        *to = start < end ? *start : '\0';
    return word;
}

/* The array is made when the end of the text says how long it is; each call then puts its own word in. */
static char **split_from(const char *text, size_t place)
{
    const char *start = skip(text, 1), *end = skip(start, 0);
    char **words;
    char *word;

    if (start == end) {
        words = malloc((place + 1) * sizeof *words);
        if (words)
            words[place] = NULL;
        return words;
    }
    word = copy(start, end);
    words = word ? split_from(end, place + 1) : NULL;
    if (words)
        words[place] = word;
    else
        free(word);
    return words;
}

char **split_words(const char *text)
{
    return split_from(text, 0);
}
