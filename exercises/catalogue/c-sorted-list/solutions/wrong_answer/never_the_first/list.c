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
    struct node *found = NULL;

    for (struct node *node = *list; node && node->next && !found; node = node->next) {
        if (node->next->value == value) {
            found = node->next;
            node->next = found->next;
            found->next = NULL;
        }
    }
    return found;
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
