#include "node.h"

#include <stdlib.h>

void list_insert(struct node **list, struct node *node)
{
    struct node *made = malloc(sizeof *made);

    while (*list && (*list)->value <= node->value)
        list = &(*list)->next;
    made->value = node->value;
    made->next = *list;
    *list = made;
}

struct node *list_remove(struct node **list, int value)
{
    struct node *found;

    while (*list && (*list)->value != value)
        list = &(*list)->next;
    found = *list;
    if (found) {
        *list = found->next;
        found->next = NULL;
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
