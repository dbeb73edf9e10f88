#ifndef LONGEST_RUN_H
#define LONGEST_RUN_H

#include <stddef.h>

size_t longest_run(const int *values, size_t count, size_t *start);

#endif
