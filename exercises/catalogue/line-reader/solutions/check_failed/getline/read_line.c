#include "read_line.h"

#include <stdio.h>
#include <stdlib.h>

char *read_line(int fd)
{
    static FILE *files[64];
    char *line = NULL;
    size_t room = 0;

    if (!files[fd])
        files[fd] = fdopen(fd, "r");
    if (!files[fd] || getline(&line, &room, files[fd]) < 0) {
        free(line);
        return NULL;
    }
    return line;
}
