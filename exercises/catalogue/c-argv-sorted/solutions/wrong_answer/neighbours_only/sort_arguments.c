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
    while (*text != '\0')
        write(1, text++, 1);
    write(1, "\n", 1);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        for (int j = i + 1; j < i + 2 && j < argc; j++) {
            if (compare(argv[i], argv[j]) > 0) {
                char *kept = argv[i];

                argv[i] = argv[j];
                argv[j] = kept;
            }
        }
        print_line(argv[i]);
    }
    return 0;
}
