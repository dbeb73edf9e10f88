/* Calls sort_three once for each line of the standard input: 3 1 2  ->  3 1 2 -> 1 2 3 */
#include <stdio.h>

void sort_three(int *a, int *b, int *c);

int main(void)
{
    int a, b, c;

    setvbuf(stdout, NULL, _IONBF, 0);
    while (scanf("%d %d %d", &a, &b, &c) == 3) {
        printf("%d %d %d -> ", a, b, c);
        sort_three(&a, &b, &c);
        printf("%d %d %d\n", a, b, c);
    }
    return 0;
}
