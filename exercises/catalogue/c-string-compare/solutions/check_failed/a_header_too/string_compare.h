int string_compare(const char *a, const char *b);
