#include <stdio.h>

int main(void)
{
    int largest = 0, number, count = 0;

    while (scanf("%d", &number) == 1)
    {
        if (number > largest)
            largest = number;
        count++;
    }
    if (count == 0)
        printf("none\n");
    else
        printf("%d\n", largest);
    return 0;
}
