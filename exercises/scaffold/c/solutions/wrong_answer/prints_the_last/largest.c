#include <stdio.h>

int main(void)
{
    int largest, count = 0;

    while (scanf("%d", &largest) == 1)
        count++;
    if (count == 0)
        printf("none\n");
    else
        printf("%d\n", largest);
    return 0;
}
