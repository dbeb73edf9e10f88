/*
 * Every conversion becomes a piece: what stands before its zeros, how many zeros, and what stands after them.
 *
 *    %+8.5d of 42  ->  spaces "  ", prefix "+", zeros 3, body "42"
 */
#ifndef PIECE_H
#define PIECE_H

#include <stdarg.h>

struct rule {
    int left, zero, plus, space, alternate;
    int width;
    int precision; /* -1 if none is given */
    char conversion;
};

struct piece {
    const char *prefix;
    int prefix_length;
    int zeros;
    const char *body;
    int length;
    char digits[20];
};

const char *read_rule(const char *format, struct rule *rule);
void make_piece(struct piece *piece, const struct rule *rule, va_list *arguments);

#endif
