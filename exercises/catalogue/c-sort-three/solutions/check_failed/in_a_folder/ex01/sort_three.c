void sort_three(int *a, int *b, int *c)
{
    (void)a;
    (void)b;
    (void)c;
}
