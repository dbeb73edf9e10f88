#include <unistd.h>

static int compare(const char *a, const char *b)
{
    while (*a == *b && *a != '\0') {
        a++;
        b++;
    }
    return (unsigned char)*a - (unsigned char)*b;
}

static void print_line(const char *text)
{
    while (*text != '\0') {
        write(1, text, 1);
        text++;
    }
    write(1, "\n", 1);
}

static void bring_least(char **words)
{
    for (char **word = words; *word; word++) {
        char *first = *words;

        if (compare(*word, first) < 0) {
            *words = *word;
            *word = first;
        }
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        bring_least(argv + i);
        print_line(argv[i]);
    }
    return 0;
}
