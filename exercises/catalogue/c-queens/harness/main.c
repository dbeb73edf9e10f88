/* Calls queens once for each size on the standard input: 4  ->  4 queens: 2 ways, first 1 3 0 2 */
#include <stdio.h>

#define MAX_SIZE 9
#define BEFORE (-1)

int queens(int size, int *first);

int main(void)
{
    int size;

    setvbuf(stdout, NULL, _IONBF, 0);
    while (scanf("%d", &size) == 1 && size <= MAX_SIZE) {
        int first[MAX_SIZE + 1];

        for (int i = 0; i <= MAX_SIZE; i++)
            first[i] = BEFORE;
        printf("%d queens: ", size);
        printf("%d ways, first", queens(size, first));
        for (int i = 0; i < size && first[i] != BEFORE; i++)
            printf(" %d", first[i]);
        printf("%s%s\n", first[0] == BEFORE ? " as it was" : "", first[size] == BEFORE ? "" : ", written too far");
    }
    return 0;
}
