#include "made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK 0x5a
#define MARKS 16

struct block {
    size_t size;
    size_t unused;
};

static int calls, refused_from, alive, overrun;

void *__real_malloc(size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void __wrap_free(void *block);

void refuse_from(int call)
{
    calls = 0;
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
    memset(block + 1, MARK, size + MARKS);
    alive++;
    return block + 1;
}

void __wrap_free(void *pointer)
{
    struct block *block = pointer;
    char *end;

    if (!pointer)
        return;
    block--;
    end = (char *)pointer + block->size;
    for (int i = 0; i < MARKS; i++)
        if (end[i] != MARK) {
            overrun++;
            break;
        }
    alive--;
    __real_free(block);
}
