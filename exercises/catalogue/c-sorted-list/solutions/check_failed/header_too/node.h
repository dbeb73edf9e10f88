#ifndef NODE_H
#define NODE_H

struct node {
    int value;
    struct node *next;
};

#endif
