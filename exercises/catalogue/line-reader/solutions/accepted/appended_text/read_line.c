#include "read_line.h"

#include <stdlib.h>
#include <unistd.h>

#define MAX_FILES 64

/* What was read and not returned yet; `text` is NULL when that is nothing. */
struct kept {
    char *text;
    size_t length;
};

/* The length of the first line with its newline; 0 if there is no newline. */
static size_t line_length(const struct kept *kept)
{
    for (size_t i = 0; i < kept->length; i++)
        if (kept->text[i] == '\n')
            return i + 1;
    return 0;
}

static char *copy(const char *text, size_t length)
{
    char *copied = malloc(length + 1);

    if (!copied)
        return NULL;
    for (size_t i = 0; i < length; i++)
        copied[i] = text[i];
    copied[length] = '\0';
    return copied;
}

/* Returns 0 when malloc refuses. */
static int append(struct kept *kept, const char *bytes, size_t count)
{
    char *longer = malloc(kept->length + count);

    if (!longer)
        return 0;
    for (size_t i = 0; i < kept->length; i++)
        longer[i] = kept->text[i];
    for (size_t i = 0; i < count; i++)
        longer[kept->length + i] = bytes[i];
    free(kept->text);
    kept->text = longer;
    kept->length += count;
    return 1;
}

static void forget(struct kept *kept)
{
    free(kept->text);
    kept->text = NULL;
    kept->length = 0;
}

/* Reads until a line is whole or the file ends. Returns 0 when something fails. */
static int fill(struct kept *kept, int fd)
{
    char *buffer = malloc(BUFFER_SIZE);
    ssize_t got = 1;

    if (!buffer)
        return 0;
    while (got > 0 && line_length(kept) == 0) {
        got = read(fd, buffer, BUFFER_SIZE);
        if (got > 0 && !append(kept, buffer, (size_t)got))
            got = -1;
    }
    free(buffer);
    return got >= 0;
}

static char *take_line(struct kept *kept)
{
    size_t length = line_length(kept);
    struct kept rest = {NULL, 0};
    char *line;

    if (length == 0)
        length = kept->length;
    line = copy(kept->text, length);
    if (line && length < kept->length && !append(&rest, kept->text + length, kept->length - length)) {
        free(line);
        line = NULL;
    }
    forget(kept);
    *kept = rest;
    return line;
}

char *read_line(int fd)
{
    static struct kept files[MAX_FILES];

    if (!fill(&files[fd], fd)) {
        forget(&files[fd]);
        return NULL;
    }
    return files[fd].length > 0 ? take_line(&files[fd]) : NULL;
}
