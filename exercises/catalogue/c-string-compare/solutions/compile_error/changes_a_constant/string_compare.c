int string_compare(const char *a, const char *b)
{
    int i = 0;

    while (a[i] = b[i] && a[i] != '\0')
        i++;
    return (unsigned char)a[i] - (unsigned char)b[i];
}
