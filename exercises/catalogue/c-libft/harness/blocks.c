/* Functions on bytes in memory. A block ends where its literal does: no NUL follows it. */
#include "cases.h"

#include <stdlib.h>
#include <string.h>

static void case_ft_memset(t_line line)
{
    t_bytes bytes = read_bytes(&line);
    int c = (int)read_number(&line);
    size_t n = read_size(&line);
    char *block = guarded(bytes.data, bytes.size);
    void *returned = ft_memset(block, c, n);

    say_pointer(returned, block, bytes.size, "block");
    say(", block ");
    say_bytes(block, bytes.size);
}

static void case_ft_bzero(t_line line)
{
    t_bytes bytes = read_bytes(&line);
    char *block = guarded(bytes.data, bytes.size);

    ft_bzero(block, read_size(&line));
    say("block ");
    say_bytes(block, bytes.size);
}

static void case_ft_memcpy(t_line line)
{
    t_bytes to = read_bytes(&line), from = read_bytes(&line);
    char *dst = guarded(to.data, to.size);
    const char *src = guarded_constant(from.data, from.size);
    void *returned = ft_memcpy(dst, src, read_size(&line));

    say_pointer(returned, dst, to.size, "dst");
    say(", dst ");
    say_bytes(dst, to.size);
}

/* The line: the block, where in it dst and src are, n. */
static void case_ft_memmove(t_line line)
{
    t_bytes bytes = read_bytes(&line);
    size_t dst = read_size(&line), src = read_size(&line);
    char *block = guarded(bytes.data, bytes.size);
    void *returned = ft_memmove(block + dst, block + src, read_size(&line));

    say_pointer(returned, block, bytes.size, "block");
    say(", block ");
    say_bytes(block, bytes.size);
}

static void case_ft_memchr(t_line line)
{
    t_bytes bytes = read_bytes(&line);
    int c = (int)read_number(&line);
    const char *block = guarded_constant(bytes.data, bytes.size);

    say_pointer(ft_memchr(block, c, read_size(&line)), block, bytes.size, "block");
}

static void case_ft_memcmp(t_line line)
{
    t_bytes left = read_bytes(&line), right = read_bytes(&line);
    const char *a = guarded_constant(left.data, left.size), *b = guarded_constant(right.data, right.size);
    int order = ft_memcmp(a, b, read_size(&line));

    say("%s", order < 0 ? "negative" : order > 0 ? "positive" : "0");
}

static void case_ft_calloc(t_line line)
{
    size_t count = read_size(&line), size = read_size(&line);
    char *block = ft_calloc(count, size);

    if (count == 0 || size == 0)
        say("NULL or what can be freed");
    else if (!block)
        say("NULL");
    else
        say_bytes(block, count * size);
    free(block);
}

const t_entry blocks_of_bytes[] = {
    ENTRY(ft_memset), ENTRY(ft_bzero),  ENTRY(ft_memcpy), ENTRY(ft_memmove),
    ENTRY(ft_memchr), ENTRY(ft_memcmp), ENTRY(ft_calloc), {0},
};
