#include "node.h"

#include <stddef.h>

void list_insert(struct node **list, struct node *node)
{
    while (*list && (*list)->value <= node->value)
        list = &(*list)->next;
    node->next = *list;
    *list = node;
}

struct node *list_remove(struct node **list, int value)
{
    struct node *before = *list;

    if (before && before->value == value) {
        *list = before->next;
        before->next = NULL;
        return before;
    }
    while (before->next->value != value)
        before = before->next;
    *list = before->next;
    return before->next;
}

void list_reverse(struct node **list)
{
    struct node *reversed = NULL;

    while (*list) {
        struct node *node = *list;

        *list = node->next;
        node->next = reversed;
        reversed = node;
    }
    *list = reversed;
}
