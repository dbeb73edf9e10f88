#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i++) {
        if (strcmp(argv[i], argv[i + 1]) > 0) {
            char *kept = argv[i];

            argv[i] = argv[i + 1];
            argv[i + 1] = kept;
        }
    }
    for (int i = 1; i < argc; i++) {
        write(1, argv[i], strlen(argv[i]));
        write(1, "\n", 1);
    }
    return 0;
}
