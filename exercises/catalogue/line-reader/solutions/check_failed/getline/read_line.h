#ifndef READ_LINE_H
#define READ_LINE_H

char *read_line(int fd);

#endif
