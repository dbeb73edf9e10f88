#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t text_length(const char *text)
{
    return strlen(text);
}

int sum(const int *values, int count)
{
    int total = 0;

    while (count-- > 0)
        total += *values++;
    return total;
}

void reverse(int *values, int count)
{
    for (int left = 0, right = count - 1; left < right; left++, right--)
    {
        int kept = values[left];
        values[left] = values[right];
        values[right] = kept;
    }
}

char *join(const char **words, char between)
{
    size_t size = 1;
    for (const char **word = words; *word; word++)
        size += strlen(*word) + 1;
    char *joined = calloc(size, 1);
    char *end = joined;
    for (const char **word = words; *word; word++)
        end += sprintf(end, "%s%s", *word, word[1] ? (char[]){between, '\0'} : "");
    return joined;
}

int *range(int first, int after)
{
    if (first >= after)
        return NULL;
    int *values = malloc(sizeof(int) * (size_t)(after - first));
    for (int value = first; value < after; value++)
        values[value - first] = value;
    return values;
}

char *put_twice(char *into, const char *text)
{
    strcpy(into, text);
    return strcat(into, text);
}

double half(double value)
{
    while (value > 0)
        ;
    return value;
}

bool is_upper(char letter)
{
    return letter >= 'A' && letter <= 'Z';
}

char **split(const char *text, char at)
{
    char **words = calloc(strlen(text) + 2, sizeof(char *));
    size_t count = 0;
    const char *end;

    while ((end = strchr(text, at)))
    {
        words[count++] = strndup(text, (size_t)(end - text));
        text = end + 1;
    }
    words[count] = strdup(text);
    return words;
}

void say(const char *text)
{
    printf("%s", text);
}
