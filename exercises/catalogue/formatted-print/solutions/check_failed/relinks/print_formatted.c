#include "print_formatted.h"

#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

/* The whole output grows in one block, which is written once. */
struct text {
    char *bytes;
    int length, room, failed;
};

/* What stands between `%` and the letter, and the letter. */
struct place {
    const char *flags, *flags_end;
    int width, precision;
    char letter;
};

static void add(struct text *text, char byte)
{
    if (text->length == text->room && !text->failed) {
        int room = text->room * 2 + 64;
        char *bytes = malloc((size_t)room);

        for (int i = 0; bytes && i < text->length; i++)
            bytes[i] = text->bytes[i];
        text->failed = bytes == NULL;
        if (bytes) {
            free(text->bytes);
            text->bytes = bytes;
            text->room = room;
        }
    }
    if (!text->failed)
        text->bytes[text->length++] = byte;
}

static void add_padding(struct text *text, char byte, int times)
{
    for (; times > 0; times--)
        add(text, byte);
}

static void add_all(struct text *text, const char *bytes, int length)
{
    for (int i = 0; i < length; i++)
        add(text, bytes[i]);
}

static int has_flag(const struct place *place, char flag)
{
    for (const char *at = place->flags; at < place->flags_end; at++)
        if (*at == flag)
            return 1;
    return 0;
}

static int length_of(const char *string, int most)
{
    int length = 0;

    while ((most < 0 || length < most) && string[length])
        length++;
    return length;
}

static void add_text(struct text *text, const struct place *place, const char *bytes, int length)
{
    int spaces = place->width - length;

    if (!has_flag(place, '-'))
        add_padding(text, ' ', spaces);
    add_all(text, bytes, length);
    if (has_flag(place, '-'))
        add_padding(text, ' ', spaces);
}

static int digit_count(unsigned long number, unsigned int base)
{
    return number == 0 ? 0 : 1 + digit_count(number / base, base);
}

static void add_digits(struct text *text, unsigned long number, unsigned int base, char ten)
{
    char digit = (char)(number % base);

    if (number == 0)
        return;
    add_digits(text, number / base, base, ten);
    add(text, digit < 10 ? '0' + digit : ten + digit - 10);
}

static void add_number(struct text *text, const struct place *place, const char *sign, unsigned long number)
{
    char letter = place->letter;
    unsigned int base = letter == 'x' || letter == 'X' || letter == 'p' ? 16 : 10;
    int digits = digit_count(number, base), sign_length = length_of(sign, -1);
    int zeros = (place->precision < 0 ? 1 : place->precision) - digits;
    int spaces;

    if (place->precision < 0 && has_flag(place, '0') && !has_flag(place, '-') && zeros < place->width - sign_length - digits)
        zeros = place->width - sign_length - digits;
    zeros = zeros < 0 ? 0 : zeros;
    spaces = place->width - sign_length - zeros - digits;
    if (!has_flag(place, '-'))
        add_padding(text, ' ', spaces);
    add_all(text, sign, sign_length);
    add_padding(text, '0', zeros);
    add_digits(text, number, base, letter == 'X' ? 'A' : 'a');
    if (has_flag(place, '-'))
        add_padding(text, ' ', spaces);
}

static void add_signed(struct text *text, const struct place *place, long number)
{
    const char *sign = has_flag(place, '+') ? "+" : has_flag(place, ' ') ? " " : "";

    add_number(text, place, number < 0 ? "-" : sign, (unsigned long)(number < 0 ? -number : number));
}

static void add_hexadecimal(struct text *text, const struct place *place, unsigned int number)
{
    const char *prefix = place->letter == 'x' ? "0x" : "0X";

    add_number(text, place, has_flag(place, '#') && number ? prefix : "", number);
}

static void add_conversion(struct text *text, const struct place *place, va_list *arguments)
{
    const char *string;
    void *pointer;
    char character;

    switch (place->letter) {
    case 'c':
        character = (char)va_arg(*arguments, int);
        add_text(text, place, &character, 1);
        break;
    case 's':
        string = va_arg(*arguments, const char *);
        string = string ? string : "(null)";
        add_text(text, place, string, length_of(string, place->precision));
        break;
    case 'p':
        pointer = va_arg(*arguments, void *);
        if (pointer)
            add_number(text, place, "0x", (unsigned long)pointer);
        else
            add_text(text, place, "(nil)", 5);
        break;
    case 'd':
    case 'i':
        add_signed(text, place, va_arg(*arguments, int));
        break;
    case 'u':
        add_number(text, place, "", va_arg(*arguments, unsigned int));
        break;
    case 'x':
    case 'X':
        add_hexadecimal(text, place, va_arg(*arguments, unsigned int));
        break;
    default:
        add(text, place->letter);
    }
}

static int read_number(const char **format)
{
    int number = 0;

    for (; **format >= '0' && **format <= '9'; ++*format)
        number = number * 10 + **format - '0';
    return number;
}

static const char *read_place(const char *format, struct place *place)
{
    place->flags = format;
    while (*format == '-' || *format == '0' || *format == '+' || *format == ' ' || *format == '#')
        format++;
    place->flags_end = format;
    place->width = read_number(&format);
    place->precision = -1;
    if (*format == '.') {
        format++;
        place->precision = read_number(&format);
    }
    place->letter = *format;
    return format;
}

int print_formatted(const char *format, ...)
{
    struct text text = {NULL, 0, 0, 0};
    struct place place;
    va_list arguments;

    va_start(arguments, format);
    for (; *format; format++) {
        if (*format == '%') {
            format = read_place(format + 1, &place);
            add_conversion(&text, &place, &arguments);
            if (!*format)
                break;
        } else {
            add(&text, *format);
        }
    }
    va_end(arguments);
    if (text.length > 0 && write(1, text.bytes, (size_t)text.length) != text.length)
        text.failed = 1;
    free(text.bytes);
    return text.failed ? -1 : text.length;
}
