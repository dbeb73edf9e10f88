/* A character in, a yes or no or a character out. */
#include "cases.h"

#define YES_OR_NO(function)                                                                                            \
    static void case_##function(t_line line)                                                                           \
    {                                                                                                                  \
        say("%s", function((int)read_number(&line)) ? "yes" : "no");                                                   \
    }

#define CHARACTER(function)                                                                                            \
    static void case_##function(t_line line)                                                                           \
    {                                                                                                                  \
        say("%d", function((int)read_number(&line)));                                                                  \
    }

YES_OR_NO(ft_isalpha)
YES_OR_NO(ft_isdigit)
YES_OR_NO(ft_isalnum)
YES_OR_NO(ft_isascii)
YES_OR_NO(ft_isprint)
CHARACTER(ft_toupper)
CHARACTER(ft_tolower)

const t_entry characters[] = {
    ENTRY(ft_isalpha), ENTRY(ft_isdigit), ENTRY(ft_isalnum), ENTRY(ft_isascii),
    ENTRY(ft_isprint), ENTRY(ft_toupper), ENTRY(ft_tolower), {0},
};
