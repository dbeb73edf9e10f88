static int odd_is_prime(int number)
{
    long divisor = 3;

    while (divisor * divisor <= number) {
        if (number % divisor == 0)
            return 0;
        divisor += 2;
    }
    return 1;
}

int next_prime(int number)
{
    if (number <= 2)
        return 2;
    if (number % 2 == 0)
        number++;
    while (!odd_is_prime(number))
        number += 2;
    return number;
}
