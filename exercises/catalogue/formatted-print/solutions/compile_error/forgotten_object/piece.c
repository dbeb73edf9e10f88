#include "piece.h"

#include <stddef.h>

static void set_body(struct piece *piece, const char *body, int length)
{
    piece->body = body;
    piece->length = length;
}

static void set_prefix(struct piece *piece, const char *prefix)
{
    piece->prefix = prefix;
    piece->prefix_length = 0;
    while (prefix[piece->prefix_length] != '\0')
        piece->prefix_length++;
}

static void make_string(struct piece *piece, const struct rule *rule, const char *string)
{
    int length = 0;

    if (string == NULL)
        string = "(null)";
    while (length != rule->precision && string[length] != '\0')
        length++;
    set_body(piece, string, length);
}

static void make_digits(struct piece *piece, unsigned long number, unsigned int base, const char *digits)
{
    int start = sizeof piece->digits;

    while (number > 0) {
        start--;
        piece->digits[start] = digits[number % base];
        number /= base;
    }
    set_body(piece, piece->digits + start, (int)sizeof piece->digits - start);
}

static void add_zeros(struct piece *piece, const struct rule *rule)
{
    int digits = rule->precision;

    if (digits < 0) {
        digits = 1;
        if (rule->zero && !rule->left && rule->width - piece->prefix_length > 1)
            digits = rule->width - piece->prefix_length;
    }
    if (digits > piece->length)
        piece->zeros = digits - piece->length;
}

static void make_signed(struct piece *piece, const struct rule *rule, int number)
{
    unsigned int magnitude = (unsigned int)number;

    if (number < 0) {
        set_prefix(piece, "-");
        magnitude = -magnitude;
    } else if (rule->plus) {
        set_prefix(piece, "+");
    } else if (rule->space) {
        set_prefix(piece, " ");
    }
    make_digits(piece, magnitude, 10, "0123456789");
    add_zeros(piece, rule);
}

static void make_hexadecimal(struct piece *piece, const struct rule *rule, unsigned int number)
{
    int capitals = rule->conversion == 'X';

    if (rule->alternate && number != 0)
        set_prefix(piece, capitals ? "0X" : "0x");
    make_digits(piece, number, 16, capitals ? "0123456789ABCDEF" : "0123456789abcdef");
    add_zeros(piece, rule);
}

static void make_pointer(struct piece *piece, const void *pointer)
{
    if (pointer == NULL) {
        set_body(piece, "(nil)", 5);
        return;
    }
    set_prefix(piece, "0x");
    make_digits(piece, (unsigned long)pointer, 16, "0123456789abcdef");
}

static void make_character(struct piece *piece, int character)
{
    piece->digits[0] = (char)character;
    set_body(piece, piece->digits, 1);
}

/* An unknown conversion becomes nothing. */
void make_piece(struct piece *piece, const struct rule *rule, va_list *arguments)
{
    char conversion = rule->conversion;

    *piece = (struct piece){.prefix = "", .body = ""};
    if (conversion == 'c') {
        make_character(piece, va_arg(*arguments, int));
    } else if (conversion == 's') {
        make_string(piece, rule, va_arg(*arguments, const char *));
    } else if (conversion == 'd' || conversion == 'i') {
        make_signed(piece, rule, va_arg(*arguments, int));
    } else if (conversion == 'u') {
        make_digits(piece, va_arg(*arguments, unsigned int), 10, "0123456789");
        add_zeros(piece, rule);
    } else if (conversion == 'x' || conversion == 'X') {
        make_hexadecimal(piece, rule, va_arg(*arguments, unsigned int));
    } else if (conversion == 'p') {
        make_pointer(piece, va_arg(*arguments, void *));
    } else if (conversion == '%') {
        set_body(piece, "%", 1);
    }
}
