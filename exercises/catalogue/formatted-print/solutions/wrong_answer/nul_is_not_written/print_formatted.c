#include "piece.h"
#include "print_formatted.h"

#include <unistd.h>

/* Adds to the count what was written; once writing failed the count stays -1. */
static void put(int *count, const char *text, int length)
{
    if (*count >= 0 && length > 0)
        *count = write(1, text, (size_t)length) == length ? *count + length : -1;
}

static void put_times(int *count, const char *character, int times)
{
    while (times > 0) {
        put(count, character, 1);
        times--;
    }
}

static void put_piece(int *count, const struct piece *piece, const struct rule *rule)
{
    int spaces = rule->width - piece->prefix_length - piece->zeros - piece->length;

    if (!rule->left)
        put_times(count, " ", spaces);
    put(count, piece->prefix, piece->prefix_length);
    put_times(count, "0", piece->zeros);
    put(count, piece->body, piece->length);
    if (rule->left)
        put_times(count, " ", spaces);
}

int print_formatted(const char *format, ...)
{
    va_list arguments;
    int count = 0;

    va_start(arguments, format);
    while (*format != '\0') {
        struct piece piece;
        struct rule rule;

        if (*format == '%') {
            format = read_rule(format + 1, &rule);
            make_piece(&piece, &rule, &arguments);
            put_piece(&count, &piece, &rule);
        } else {
            put(&count, format, 1);
            format++;
        }
    }
    va_end(arguments);
    return count;
}
