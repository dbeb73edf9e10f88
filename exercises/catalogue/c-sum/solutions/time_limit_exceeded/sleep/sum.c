#include <stdio.h>
#include <unistd.h>

/* Waits for a first number, though the input may be over. */
int main(void)
{
    long long number, sum;

    while (scanf("%lld", &sum) != 1)
        sleep(1);
    while (scanf("%lld", &number) == 1)
        sum += number;
    printf("%lld\n", sum);
    return 0;
}
