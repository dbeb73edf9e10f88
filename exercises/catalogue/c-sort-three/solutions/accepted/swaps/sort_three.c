static void put_in_order(int *first, int *second)
{
    int kept = *first;

    if (*first > *second) {
        *first = *second;
        *second = kept;
    }
}

void sort_three(int *a, int *b, int *c)
{
    put_in_order(a, b);
    put_in_order(b, c);
    put_in_order(a, b);
}
