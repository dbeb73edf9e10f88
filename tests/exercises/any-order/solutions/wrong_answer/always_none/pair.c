#include <stdio.h>

int main(void)
{
    int sum, count, numbers[100];

    if (scanf("%d %d", &sum, &count) != 2 || count > 100)
        return 1;
    for (int i = 0; i < count; i++)
        if (scanf("%d", &numbers[i]) != 1)
            return 1;

    puts("none");
    return 0;
}
