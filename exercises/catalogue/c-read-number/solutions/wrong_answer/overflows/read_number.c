int read_number(const char *text, int *value)
{
    int i = text[0] == '-' || text[0] == '+';
    int start = i;
    unsigned int number = 0;

    for (; text[i] >= '0' && text[i] <= '9'; i++)
        number = number * 10 + (unsigned int)(text[i] - '0');
    if (i == start)
        return 0;
    *value = (int)(text[0] == '-' ? -number : number);
    return i;
}
