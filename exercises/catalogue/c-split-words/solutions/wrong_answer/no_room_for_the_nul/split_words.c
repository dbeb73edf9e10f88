#include <stdlib.h>

static int is_space(char character)
{
    return character == ' ' || character == '\t' || character == '\n';
}

static size_t word_length(const char *text)
{
    size_t length = 0;

    while (text[length] != '\0' && !is_space(text[length]))
        length++;
    return length;
}

static size_t count_words(const char *text)
{
    size_t count = 0;

    while (*text != '\0') {
        if (is_space(*text)) {
            text++;
        } else {
            count++;
            text += word_length(text);
        }
    }
    return count;
}

static char *copy_word(const char *text)
{
    size_t length = word_length(text);
    char *word = malloc(length);

    if (!word)
        return NULL;
    for (size_t i = 0; i < length; i++)
        word[i] = text[i];
    word[length] = '\0';
    return word;
}

static char **forget(char **words, size_t count)
{
    while (count > 0) {
        count--;
        free(words[count]);
    }
    free(words);
    return NULL;
}

char **split_words(const char *text)
{
    size_t count = count_words(text);
    char **words = malloc((count + 1) * sizeof *words);

    if (!words)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        while (is_space(*text))
            text++;
        words[i] = copy_word(text);
        if (!words[i])
            return forget(words, i);
        text += word_length(text);
    }
    words[count] = NULL;
    return words;
}
