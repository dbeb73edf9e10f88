#include <stdio.h>

int main(void)
{
    unsigned long long number, sum = 0;

    while (scanf("%llu", &number) == 1)
        sum += number;
    printf("%llu\n", sum);
    return 0;
}
