/*
 * Makes one call for each line of the standard input, and prints the list after it.
 *
 *    insert 3    ->  insert 3: 2a 3c 5b
 *    remove 2    ->  remove 2: 3c 5b, got 2a
 *    reverse 0   ->  reverse 0: 5b 3c
 *
 * `append` puts a node at the end itself, for lists that aren't in order.
 */
#include "node.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NODES 52

static struct node nodes[MAX_NODES];
static int values[MAX_NODES], made;

static struct node *make(int value)
{
    if (made == MAX_NODES)
        exit(125);
    nodes[made].value = values[made] = value;
    nodes[made].next = &nodes[made];
    return &nodes[made++];
}

static void append(struct node **list, struct node *node)
{
    while (*list)
        list = &(*list)->next;
    *list = node;
    node->next = NULL;
}

static void say_node(const struct node *node)
{
    long place = node - nodes;

    printf(" %d%c", node->value, (int)(place < 26 ? 'a' + place : 'A' + place - 26));
    if (node->value != values[place])
        printf(" (was %d)", values[place]);
}

static void say_list(const struct node *list)
{
    int count = 0;

    for (; list && count <= made; list = list->next, count++)
        say_node(list);
    printf("%s", list ? " ... in a circle" : count == 0 ? " empty" : "");
}

static void remove_value(struct node **list, int value)
{
    struct node *node = list_remove(list, value);

    say_list(*list);
    printf(", got");
    if (node)
        say_node(node);
    else
        printf(" NULL");
    printf("%s", node && node->next ? " with a next" : "");
}

int main(void)
{
    struct node *list = NULL;
    char call[16];
    int value;

    setvbuf(stdout, NULL, _IONBF, 0);
    while (scanf("%15s %d", call, &value) == 2) {
        printf("%s %d:", call, value);
        if (strcmp(call, "insert") == 0)
            list_insert(&list, make(value));
        else if (strcmp(call, "reverse") == 0)
            list_reverse(&list);
        else if (strcmp(call, "append") == 0)
            append(&list, make(value));
        if (strcmp(call, "remove") == 0)
            remove_value(&list, value);
        else
            say_list(list);
        printf("\n");
    }
    return 0;
}
