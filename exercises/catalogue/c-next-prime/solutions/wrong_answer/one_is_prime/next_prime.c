static int is_prime(int number)
{
    for (int divisor = 2; divisor <= number / divisor; divisor++)
        if (number % divisor == 0)
            return 0;
    return 1;
}

int next_prime(int number)
{
    if (number < 0)
        number = 0;
    while (number == 0 || !is_prime(number))
        number++;
    return number;
}
