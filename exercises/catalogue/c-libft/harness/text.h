/* Reads the arguments of one call from a line, and writes what came of it. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

#define MAX_BYTES 1024

/* The bytes of a literal. `size` doesn't count the NUL that stands after them. */
typedef struct s_bytes {
    char data[MAX_BYTES + 1];
    size_t size;
} t_bytes;

/* What is left to read of a line, such as: "ab\x00c", 'x', -12 */
typedef const char *t_line;

/* `"..."` with the escapes \n \t \\ \" \xHH. Each read_ ends the program if the line holds something else. */
t_bytes read_bytes(t_line *line);
/* The same as a C string in memory that can't be written, or be read past its NUL. */
const char *read_string(t_line *line);
/* A number, or a character such as 'a'. */
long long read_number(t_line *line);
/* The greatest numbers of a size_t too. */
size_t read_size(t_line *line);
/* Whether the next thing on the line is this character; it is skipped if so. */
bool skip(t_line *line, char wanted);

/* Writes as printf does; the driver sends it off before each call, so that a crash shows which call it was in. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_bytes(const char *data, size_t size);
void say_string(const char *s);
/* Where `p` points: NULL, name+offset, or elsewhere. */
void say_pointer(const void *p, const void *start, size_t size, const char *name);

#endif
