#include "made.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define MARK 0x5a
#define MARKS 24

struct block {
    size_t size;
    char marks[MARKS];
};

static int calls, refused_from, alive, overrun;

void *__real_malloc(size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void __wrap_free(void *block);

void refuse_from(int call)
{
    calls = overrun = 0;
    refused_from = call;
}

int blocks_alive(void)
{
    return alive;
}

int blocks_overrun(void)
{
    return overrun;
}

static bool all_marks(const char *bytes)
{
    for (int i = 0; i < MARKS; i++)
        if (bytes[i] != MARK)
            return false;
    return true;
}

/* The block is filled, so that who counts on zeros is found out. */
void *__wrap_malloc(size_t size)
{
    struct block *block;

    calls++;
    if (refused_from > 0 && calls >= refused_from)
        return NULL;
    block = __real_malloc(sizeof *block + size + MARKS);
    if (!block)
        abort();
    block->size = size;
    memset((char *)block + offsetof(struct block, marks), MARK, size + 2 * MARKS);
    alive++;
    return block + 1;
}

/* gcc may make one of a malloc and a memset. */
void *__wrap_calloc(size_t count, size_t size)
{
    void *block = __wrap_malloc(count * size);

    if (block)
        memset(block, 0, count * size);
    return block;
}

void __wrap_free(void *pointer)
{
    struct block *block = pointer;

    if (!pointer)
        return;
    block--;
    if (!all_marks(block->marks) || !all_marks((char *)pointer + block->size))
        overrun++;
    alive--;
    __real_free(block);
}
