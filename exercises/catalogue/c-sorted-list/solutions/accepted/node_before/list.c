#include "node.h"

#include <stddef.h>

void list_insert(struct node **list, struct node *node)
{
    struct node *before = *list;

    if (!before || before->value > node->value) {
        node->next = before;
        *list = node;
        return;
    }
    while (before->next && before->next->value <= node->value)
        before = before->next;
    node->next = before->next;
    before->next = node;
}

struct node *list_remove(struct node **list, int value)
{
    struct node *before = NULL, *node = *list;

    for (; node && node->value != value; node = node->next)
        before = node;
    if (!node)
        return NULL;
    if (before)
        before->next = node->next;
    else
        *list = node->next;
    node->next = NULL;
    return node;
}

void list_reverse(struct node **list)
{
    struct node *last = *list, *next;

    while (last && last->next) {
        next = last->next;
        last->next = next->next;
        next->next = *list;
        *list = next;
    }
}
