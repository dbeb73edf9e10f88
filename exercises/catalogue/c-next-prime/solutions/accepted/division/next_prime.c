#include <stdbool.h>

static bool is_prime(int number)
{
    if (number < 2)
        return false;
    for (int divisor = 2; divisor <= number / divisor; divisor++)
        if (number % divisor == 0)
            return false;
    return true;
}

int next_prime(int number)
{
    while (!is_prime(number))
        number = number < 2 ? 2 : number + 1;
    return number;
}
