int string_compare(const char *a, const char *b)
{
    const unsigned char *left = (const unsigned char *)a;
    const unsigned char *right = (const unsigned char *)b;

    for (; *left == *right; left++, right++)
        if (*left == '\0')
            return 0;
    return *left < *right ? -1 : 1;
}
