/* Calls next_prime once for each number of the standard input: 14  ->  next_prime(14) = 17 */
#include <stdio.h>

int next_prime(int number);

int main(void)
{
    int number;

    while (scanf("%d", &number) == 1) {
        printf("next_prime(%d) = ", number);
        fflush(stdout);
        printf("%d\n", next_prime(number));
    }
    return 0;
}
