/* Memory in which one byte too far is a crash, and malloc and free that count, and fail when they are asked to. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* A copy of `size` bytes that ends where readable memory ends. Lives until `forget_blocks`. */
char *guarded(const char *bytes, size_t size);

/* The same, for what may only be read. */
const char *guarded_constant(const char *bytes, size_t size);

/* A block as malloc gives it, but never refused: what the driver itself makes for the library. */
void *give(size_t size);

/* The call of malloc, counted from 1, from which on all calls are refused; 0 is never. */
void refuse_from(int call);

bool was_given(const void *block);
int blocks_alive(void);

/* Unmaps all there is, and counts from 1 again. */
void forget_blocks(void);

#endif
