#include <unistd.h>

static int comes_after(const char *a, const char *b)
{
    int i = 0;

    while (a[i] && a[i] == b[i])
        i++;
    return (unsigned char)a[i] > (unsigned char)b[i];
}

static void sort(int count, char **words)
{
    for (int end = 1; end < count; end++) {
        char *word = words[end];
        int place = end;

        for (; place > 0 && comes_after(words[place - 1], word); place--)
            words[place] = words[place - 1];
        words[place] = word;
    }
}

int main(int argc, char **argv)
{
    if (argc > 1)
        sort(argc - 1, argv + 1);
    for (int i = 1; i < argc; i++) {
        int length = 0;

        while (argv[i][length])
            length++;
        write(1, argv[i], length);
        write(1, "\n", 1);
    }
    return 0;
}
