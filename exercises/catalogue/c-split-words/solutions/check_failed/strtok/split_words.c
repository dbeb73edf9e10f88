#include <stdlib.h>
#include <string.h>

char **split_words(const char *text)
{
    char *copy = strdup(text);
    char **words = malloc((strlen(text) / 2 + 2) * sizeof *words);
    size_t count = 0;

    for (char *word = strtok(copy, " \t\n"); word; word = strtok(NULL, " \t\n"))
        words[count++] = strdup(word);
    words[count] = NULL;
    free(copy);
    return words;
}
