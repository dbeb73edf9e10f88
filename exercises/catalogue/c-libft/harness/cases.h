/* One function a row: its name, whether libft.a has it, and how to make one call of it. */
#ifndef CASES_H
#define CASES_H

#include "functions.h"
#include "memory.h"
#include "text.h"

#include <stdio.h>

/* Reads the arguments from the line, calls, and says what came of it. */
typedef void t_case(t_line line);

typedef struct s_entry {
    const char *name;
    void (*symbol)(void);
    t_case *run;
} t_entry;

#define ENTRY(function) {#function, (void (*)(void))function, case_##function}

/* Each ends with an entry whose name is NULL. */
extern const t_entry characters[], blocks_of_bytes[], strings[], made[], output[], lists[];

#endif
