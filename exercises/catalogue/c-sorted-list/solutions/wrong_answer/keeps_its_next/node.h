#ifndef NODE_H
#define NODE_H

struct node {
    int value;
    struct node *next;
};

void list_insert(struct node **list, struct node *node);
struct node *list_remove(struct node **list, int value);
void list_reverse(struct node **list);

#endif
