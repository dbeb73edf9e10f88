#include "print_formatted.h"

#include <stdarg.h>
#include <stdio.h>

int print_formatted(const char *format, ...)
{
    va_list arguments;
    int count;

    va_start(arguments, format);
    count = vprintf(format, arguments);
    va_end(arguments);
    fflush(stdout);
    return count;
}
