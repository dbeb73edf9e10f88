#include "piece.h"

static const char *read_flags(const char *format, struct rule *rule)
{
    for (;; format++) {
        if (*format == '-')
            rule->left = 1;
        else if (*format == '0')
            rule->zero = 1;
        else if (*format == '+')
            rule->plus = 1;
        else if (*format == ' ')
            rule->space = 1;
        else if (*format == '#')
            rule->alternate = 1;
        else
            return format;
    }
}

static const char *read_number(const char *format, int *number)
{
    *number = 0;
    while (*format >= '0' && *format <= '9') {
        *number = *number * 10 + (*format - '0');
        format++;
    }
    return format;
}

/* Reads what follows the `%`, and returns where the rest of the format begins. */
const char *read_rule(const char *format, struct rule *rule)
{
    *rule = (struct rule){.precision = -1};
    format = read_flags(format, rule);
    format = read_number(format, &rule->width);
    if (*format == '.')
        format = read_number(format + 1, &rule->precision);
    rule->conversion = *format;
    return *format == '\0' ? format : format + 1;
}
