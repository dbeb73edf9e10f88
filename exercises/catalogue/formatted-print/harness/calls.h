/*
 * What a testcase is: a name and a handful of calls, each of which is written down with what came of it.
 *
 *    CALL("%d points", 42)  ->  "%d points", 42 -> |42 points| 9
 */
#ifndef CALLS_H
#define CALLS_H

#include "print_formatted.h"
#include "print_formatted.h"

#include <stddef.h>
#include <stdio.h>

struct testcase {
    const char *name;
    void (*run)(void);
};

/* Each ends with a testcase whose name is NULL. */
extern const struct testcase mandatory[], bonus[];

#define CALL(...)                                    \
    do {                                             \
        int returned;                                \
                                                     \
        fputs(#__VA_ARGS__ " -> |", stdout);         \
        returned = print_formatted(__VA_ARGS__);     \
        printf("| %d\n", returned);                  \
    } while (0)

#endif
