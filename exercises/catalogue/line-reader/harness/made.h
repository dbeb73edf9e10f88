/*
 * malloc, calloc and free that count, put marks around each block, and refuse when they are asked to.
 * Linked with --wrap, so that they stand in for the C library's in what is turned in.
 */
#ifndef MADE_H
#define MADE_H

/* Which calls of malloc or calloc are refused, counted from 1; 0, 0 is none. Counts from 1 again. */
void refuse(int first, int last);

/* How many were refused since then. */
int calls_refused(void);

/* How many blocks aren't freed yet. */
int blocks_alive(void);

/* How many of the blocks freed since `refuse` had been written to before their start or behind their end. */
int blocks_overrun(void);

#endif
