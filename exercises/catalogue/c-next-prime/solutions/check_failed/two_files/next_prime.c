int is_prime(int number);

int next_prime(int number)
{
    if (number < 2)
        return 2;
    while (!is_prime(number))
        number++;
    return number;
}
