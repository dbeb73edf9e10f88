#include "text.h"

#include "memory.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void broken(const char *wanted, t_line line)
{
    fprintf(stderr, "driver: the testcase is broken: %s expected at: %s\n", wanted, line);
    exit(125);
}

static void skip_gap(t_line *line)
{
    while (**line == ' ' || **line == ',')
        (*line)++;
}

bool skip(t_line *line, char wanted)
{
    skip_gap(line);
    if (**line != wanted)
        return false;
    (*line)++;
    return true;
}

static char read_escape(t_line *line)
{
    char hex[3] = {0};

    (*line)++;
    switch (*(*line)++) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case '\\':
        return '\\';
    case '"':
        return '"';
    case 'x':
        if (!isxdigit((unsigned char)(*line)[0]) || !isxdigit((unsigned char)(*line)[1]))
            broken("two hexadecimal digits", *line);
        memcpy(hex, *line, 2);
        *line += 2;
        return (char)strtol(hex, NULL, 16);
    }
    broken("an escape", *line - 1);
    return 0;
}

t_bytes read_bytes(t_line *line)
{
    t_bytes bytes = {.size = 0};

    if (!skip(line, '"'))
        broken("a string", *line);
    while (**line != '"') {
        if (!**line || bytes.size == MAX_BYTES)
            broken("the end of a string", *line);
        bytes.data[bytes.size++] = **line == '\\' ? read_escape(line) : *(*line)++;
    }
    (*line)++;
    bytes.data[bytes.size] = '\0';
    return bytes;
}

const char *read_string(t_line *line)
{
    t_bytes bytes = read_bytes(line);

    return guarded_constant(bytes.data, bytes.size + 1);
}

long long read_number(t_line *line)
{
    char *end;
    long long number;

    if (skip(line, '\'')) {
        number = *(*line)++;
        if (!skip(line, '\''))
            broken("'", *line);
        return number;
    }
    number = strtoll(*line, &end, 10);
    if (end == *line)
        broken("a number", *line);
    *line = end;
    return number;
}

size_t read_size(t_line *line)
{
    char *end;
    size_t size;

    skip_gap(line);
    size = strtoull(*line, &end, 10);
    if (end == *line)
        broken("a size", *line);
    *line = end;
    return size;
}

void say(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
}

void say_bytes(const char *data, size_t size)
{
    putchar('"');
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)data[i];

        if (c == '\n')
            say("\\n");
        else if (c == '\t')
            say("\\t");
        else if (c == '"' || c == '\\')
            say("\\%c", c);
        else if (c >= 0x20 && c < 0x7f)
            putchar(c);
        else
            say("\\x%02x", c);
    }
    putchar('"');
}

void say_string(const char *s)
{
    if (s)
        say_bytes(s, strlen(s));
    else
        say("NULL");
}

void say_pointer(const void *p, const void *start, size_t size, const char *name)
{
    const char *at = p, *from = start;

    if (!p)
        say("NULL");
    else if (at >= from && at <= from + size)
        say("%s+%zu", name, (size_t)(at - from));
    else
        say("a pointer to elsewhere");
}
