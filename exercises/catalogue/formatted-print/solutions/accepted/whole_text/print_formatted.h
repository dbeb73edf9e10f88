#ifndef PRINT_FORMATTED_H
#define PRINT_FORMATTED_H

int print_formatted(const char *format, ...);

#endif
