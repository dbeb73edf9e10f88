static void swap(int *one, int *other)
{
    int *kept = one;

    one = other;
    other = kept;
    (void)one;
    (void)other;
}

void sort_three(int *a, int *b, int *c)
{
    if (*a > *b)
        swap(a, b);
    if (*b > *c)
        swap(b, c);
    if (*a > *b)
        swap(a, b);
}
