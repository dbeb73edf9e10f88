#ifndef SUM_H
#define SUM_H

#include <stddef.h>
#include <stdint.h>

/* A number may be cut in two by the end of a buffer, so its state lives from one to the next. */
typedef struct s_reader {
    uint64_t sum;
    uint64_t number;
    int negative;
} t_reader;

void feed(t_reader *reader, const char *bytes, size_t count);

#endif
