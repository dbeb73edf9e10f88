int next_prime(int number)
{
    int divisor = 2;

    if (number < 2)
        number = 2;
    while (divisor < number) {
        if (number % divisor == 0) {
            number++;
            divisor = 2;
        } else {
            divisor++;
        }
    }
    return number;
}
