#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    volatile long long *numbers = NULL;
    long long number, sum = 0;
    size_t count = 0;

    while (scanf("%lld", &number) == 1)
        numbers[count++] = number;
    while (count > 0)
        sum += numbers[--count];
    printf("%lld\n", sum);
    return 0;
}
