int read_number(const char *text, int *value)
{
    *value = text[0] - '0';
    return 1;
}
