int read_number(const char *text, int *value)
{
    int i = 0;

    value = 0;
    for (; text[i] >= '0' && text[i] <= '9'; i++)
        value = value * 10 + (text[i] - '0');
    return i;
}
