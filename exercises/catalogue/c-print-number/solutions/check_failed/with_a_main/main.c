void print_number(int number);

int main(void)
{
    print_number(42);
    return 0;
}
