/*
 * Calls string_compare for each pair of lines of the standard input, in both orders: car, care  ->
 *
 *    "car", "care": before
 *    "care", "car": after
 *
 * Behind the NUL of each string stand bytes that would change the answer of who reads them.
 */
#include <stdio.h>
#include <string.h>

#define MAX_BYTES 1000

int string_compare(const char *a, const char *b);

static int read_string(char *text, char behind)
{
    memset(text, behind, MAX_BYTES);
    if (!fgets(text, MAX_BYTES, stdin))
        return 0;
    text[strcspn(text, "\n")] = '\0';
    text[strlen(text) + 1] = behind;
    return 1;
}

static void compare(const char *a, const char *b)
{
    int order;

    printf("\"%s\", \"%s\": ", a, b);
    fflush(stdout);
    order = string_compare(a, b);
    printf("%s\n", order < 0 ? "before" : order > 0 ? "after" : "same");
}

int main(void)
{
    static char a[MAX_BYTES], b[MAX_BYTES];

    while (read_string(a, 'x') && read_string(b, 'y')) {
        compare(a, b);
        compare(b, a);
    }
    return 0;
}
