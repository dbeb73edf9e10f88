/*
 * Calls split_words once for each line of the standard input, in which \n and \t stand for a newline and a tab.
 *
 *    to be         ->  split_words("to be"): "to", "be", NULL
 *    fail 2 to be  ->  fail 2 split_words("to be"): refused
 */
#include "made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BYTES 4000

char **split_words(const char *text);

static void unescape(const char *line, char *text)
{
    for (; *line && *line != '\n'; line++) {
        if (*line == '\\' && (line[1] == 'n' || line[1] == 't'))
            *text++ = *++line == 'n' ? '\n' : '\t';
        else
            *text++ = *line;
    }
    *text = '\0';
}

static void say_words(char **words)
{
    for (size_t i = 0; words[i]; i++) {
        printf("\"%s\", ", words[i]);
        free(words[i]);
    }
    printf("NULL");
    free(words);
}

static void run_line(const char *line)
{
    static char text[MAX_BYTES], before[MAX_BYTES];
    char **words;

    unescape(line, text);
    strcpy(before, text);
    printf("split_words(\"%.*s\"): ", (int)strcspn(line, "\n"), line);
    words = split_words(text);
    if (words)
        say_words(words);
    else
        printf("refused");
    if (blocks_alive() > 0)
        printf(", %d blocks not freed", blocks_alive());
    if (blocks_overrun() > 0)
        printf(", written outside %d blocks", blocks_overrun());
    printf("%s\n", strcmp(text, before) == 0 ? "" : ", and the text was changed");
}

int main(void)
{
    static char line[MAX_BYTES];

    setvbuf(stdout, NULL, _IONBF, 0);
    while (fgets(line, sizeof line, stdin)) {
        int refused = 0, length = 0;

        if (sscanf(line, "fail %d%n", &refused, &length) == 1)
            printf("fail %d ", refused);
        refuse_from(refused);
        run_line(line + length + (length > 0));
    }
    return 0;
}
