/*
 * A read that looks at what it is asked for, and gives less, or fails, when it is told to.
 * Linked with --wrap, so that it stands in for the C library's in what is turned in.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include <stddef.h>

/* From now on a read gives at most so many bytes; 0 is as many as there are. */
void give_at_most(size_t bytes);

/* The call of read, counted from 1, that fails; 0 is none. */
void fail_read(int call);

/* How often read was called. */
int reads_made(void);

/* How many calls didn't ask for BUFFER_SIZE bytes. */
int reads_of_other_sizes(void);

#endif
