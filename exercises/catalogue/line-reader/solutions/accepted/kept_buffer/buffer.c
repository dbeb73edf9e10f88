#include "buffer.h"

#include <stdlib.h>
#include <unistd.h>

int ends_line(const char *text, size_t length)
{
    return length > 0 && text[length - 1] == '\n';
}

void empty(struct buffer *buffer)
{
    free(buffer->bytes);
    buffer->bytes = NULL;
    buffer->next = buffer->end = 0;
}

/* Returns 1 if there are bytes, 0 at the end of the file, -1 when something fails. */
int refill(struct buffer *buffer, int fd)
{
    ssize_t got;

    if (!buffer->bytes)
        buffer->bytes = malloc(BUFFER_SIZE);
    if (!buffer->bytes)
        return -1;
    got = read(fd, buffer->bytes, BUFFER_SIZE);
    buffer->next = 0;
    buffer->end = got > 0 ? (size_t)got : 0;
    return got > 0 ? 1 : (int)got;
}
