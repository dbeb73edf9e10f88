#include <stdlib.h>

char **split_words(const char *text)
{
    char **words = malloc(1000 * sizeof *words);
    size_t count = 0, length = 0;

    for (size_t i = 0; words; i++) {
        if (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\0') {
            char *word = malloc(length + 1);

            for (size_t j = 0; word && j < length; j++)
                word[j] = text[i - length + j];
            if (word)
                word[length] = '\0';
            words[count++] = word;
            length = 0;
        } else {
            length++;
        }
        if (text[i] == '\0')
            break;
    }
    if (words)
        words[count] = NULL;
    return words;
}
