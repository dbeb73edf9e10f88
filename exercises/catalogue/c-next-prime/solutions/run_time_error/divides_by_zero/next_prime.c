static int is_prime(int number)
{
    for (int divisor = 0; divisor < number; divisor++)
        if (number % divisor == 0)
            return divisor == 1;
    return 1;
}

int next_prime(int number)
{
    while (!is_prime(number))
        number++;
    return number;
}
