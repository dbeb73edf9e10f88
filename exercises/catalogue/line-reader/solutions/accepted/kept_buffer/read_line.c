#include "buffer.h"
#include "read_line.h"

#include <stdlib.h>

/* The line read so far, in a block that doubles when it is full. */
struct line {
    char *text;
    size_t length, room;
};

static int has_room(struct line *line)
{
    size_t room = line->room ? 2 * line->room : 32;
    char *larger;

    if (line->length + 1 < line->room)
        return 1;
    larger = malloc(room);
    for (size_t i = 0; larger && i < line->length; i++)
        larger[i] = line->text[i];
    if (larger) {
        free(line->text);
        line->text = larger;
        line->room = room;
    }
    return larger != NULL;
}

/* Moves bytes of the buffer to the line, up to a newline. Returns whether memory sufficed. */
static int move(struct buffer *buffer, struct line *line)
{
    while (buffer->next < buffer->end && !ends_line(line->text, line->length)) {
        if (!has_room(line))
            return 0;
        line->text[line->length++] = buffer->bytes[buffer->next++];
    }
    return 1;
}

char *read_line(int fd)
{
    static struct buffer buffers[64];
    struct line line = {NULL, 0, 0};
    int more = 1;

    while (more > 0 && !ends_line(line.text, line.length)) {
        more = buffers[fd].next < buffers[fd].end ? 1 : refill(&buffers[fd], fd);
        if (more > 0 && !move(&buffers[fd], &line))
            more = -1;
    }
    if (more < 0) {
        free(line.text);
        line.text = NULL;
    }
    if (line.text)
        line.text[line.length] = '\0';
    if (!line.text || more == 0 || buffers[fd].next == buffers[fd].end)
        empty(&buffers[fd]);
    return line.text;
}
