#ifndef DAY_COUNT_H
#define DAY_COUNT_H

int days(int year);

#endif
