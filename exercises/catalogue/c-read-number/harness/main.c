/* Calls read_number once for each line of the standard input: -7 apples  ->  "-7 apples": 2, value -7 */
#include <stdio.h>
#include <string.h>

#define MAX_BYTES 1000
#define BEFORE (-987654321)

int read_number(const char *text, int *value);

int main(void)
{
    static char text[MAX_BYTES];

    while (fgets(text, MAX_BYTES, stdin)) {
        int value = BEFORE, length;

        text[strcspn(text, "\n")] = '\0';
        printf("\"%s\": ", text);
        fflush(stdout);
        length = read_number(text, &value);
        printf("%d, value ", length);
        if (value == BEFORE)
            printf("as it was\n");
        else
            printf("%d\n", value);
    }
    return 0;
}
