/*
 *    | 0xA5 ... | the block |        a block's end is the end of its last page;
 *    <---- pages ----------><-guard-> the page after can't be touched
 */
#define _GNU_SOURCE
#include "memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE ((size_t)4096)
#define MAX_BLOCKS 512
#define MAX_SIZE ((size_t)1 << 20)

typedef struct s_block {
    char *pages;
    char *start;
    size_t mapped;
    bool counted;
} t_block;

static t_block blocks[MAX_BLOCKS];
static int refused_from;
static int calls;

static t_block *block_at(const void *start)
{
    for (int i = 0; i < MAX_BLOCKS; i++)
        if (blocks[i].pages && blocks[i].start == start)
            return &blocks[i];
    return NULL;
}

static t_block *map_block(size_t size, bool counted)
{
    size_t inside = (size + PAGE - 1) / PAGE * PAGE;
    t_block *block = blocks;

    while (block < blocks + MAX_BLOCKS && block->pages)
        block++;
    if (size > MAX_SIZE || block == blocks + MAX_BLOCKS)
        return NULL;
    block->mapped = inside + PAGE;
    block->pages = mmap(NULL, block->mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block->pages == MAP_FAILED || mprotect(block->pages + inside, PAGE, PROT_NONE) != 0) {
        perror("driver: memory");
        exit(125);
    }
    memset(block->pages, 0xA5, inside);
    block->start = block->pages + inside - size;
    block->counted = counted;
    return block;
}

static void unmap_block(t_block *block)
{
    munmap(block->pages, block->mapped);
    block->pages = NULL;
}

char *guarded(const char *bytes, size_t size)
{
    t_block *block = map_block(size, false);

    if (!block) {
        fprintf(stderr, "driver: no room for a testcase's bytes\n");
        exit(125);
    }
    return memcpy(block->start, bytes, size);
}

const char *guarded_constant(const char *bytes, size_t size)
{
    char *start = guarded(bytes, size);
    t_block *block = block_at(start);

    mprotect(block->pages, block->mapped - PAGE, PROT_READ);
    return start;
}

void *give(size_t size)
{
    t_block *block = map_block(size, true);

    return block ? block->start : NULL;
}

void refuse_from(int call)
{
    refused_from = call;
}

bool was_given(const void *start)
{
    t_block *block = block_at(start);

    return block && block->counted;
}

int blocks_alive(void)
{
    int alive = 0;

    for (int i = 0; i < MAX_BLOCKS; i++)
        alive += blocks[i].pages && blocks[i].counted;
    return alive;
}

void forget_blocks(void)
{
    for (int i = 0; i < MAX_BLOCKS; i++)
        if (blocks[i].pages)
            unmap_block(&blocks[i]);
    calls = 0;
    refused_from = 0;
}

/* The linker sends the library's calls of malloc, calloc and free here (`--wrap`). */
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void __wrap_free(void *start);

void *__wrap_malloc(size_t size)
{
    calls++;
    return refused_from && calls >= refused_from ? NULL : give(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *start;

    if (size && count > SIZE_MAX / size)
        return NULL;
    start = __wrap_malloc(count * size);
    return start ? memset(start, 0, count * size) : NULL;
}

void __wrap_free(void *start)
{
    if (!start)
        return;
    if (!was_given(start)) {
        fprintf(stderr, "free of a pointer that malloc didn't give, or that was freed before\n");
        abort();
    }
    unmap_block(block_at(start));
}
