static int is_prime(int number)
{
    for (int divisor = 2; divisor <= number / divisor; divisor++)
        if (number % divisor == 0)
            return 0;
    return 1;
}

int next_prime(int number)
{
    if (number < 2)
        return 2;
    do
        number = number == 2147483647 ? 2 : number + 1;
    while (!is_prime(number));
    return number;
}
