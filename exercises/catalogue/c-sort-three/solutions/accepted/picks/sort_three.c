static int least(int one, int other)
{
    return one < other ? one : other;
}

static int greatest(int one, int other)
{
    return one > other ? one : other;
}

void sort_three(int *a, int *b, int *c)
{
    int low = least(*a, *b), high = greatest(*a, *b), last = *c;

    *a = least(low, last);
    *b = least(greatest(low, last), high);
    *c = greatest(high, last);
}
