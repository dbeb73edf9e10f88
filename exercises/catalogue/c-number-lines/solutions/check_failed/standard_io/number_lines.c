#include <stdio.h>
#include <string.h>

static void print_lines(FILE *file, long *number)
{
    char line[1024];

    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        printf("%ld\t%s\n", ++*number, line);
    }
}

int main(int argc, char **argv)
{
    long number = 0;
    int status = 0;

    if (argc == 1)
        print_lines(stdin, &number);
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "r");
        int byte = file ? fgetc(file) : EOF;

        if (byte != EOF)
            ungetc(byte, file);
        if (file && !ferror(file)) {
            print_lines(file, &number);
        } else {
            fprintf(stderr, "%s: can't be read\n", argv[i]);
            status = 1;
        }
        if (file)
            fclose(file);
    }
    return status;
}
