/*
 * malloc, calloc and free that count, put marks around each block, and refuse when they are asked to.
 * Linked with --wrap, so that they stand in for the C library's in what is turned in.
 */
#ifndef MADE_H
#define MADE_H

/* The call of malloc or calloc, counted from 1, from which on all calls are refused; 0 is never. Counts from 1 again. */
void refuse_from(int call);

/* How many blocks aren't freed yet. */
int blocks_alive(void);

/* How many of the blocks freed since `refuse_from` had been written to before their start or behind their end. */
int blocks_overrun(void);

#endif
