#ifndef BUFFER_H
#define BUFFER_H

#include <stddef.h>

/* What the last read brought; the bytes from `next` to `end` aren't in any line yet. */
struct buffer {
    char *bytes;
    size_t next, end;
};

int ends_line(const char *text, size_t length);
void empty(struct buffer *buffer);
int refill(struct buffer *buffer, int fd);

#endif
