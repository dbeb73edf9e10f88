#include <stdio.h>
#include <stdlib.h>

typedef struct s_node {
    long long number;
    struct s_node *next;
} t_node;

/* Walks the whole list for each number. */
static void append(t_node **list, long long number)
{
    t_node *node = malloc(sizeof *node);

    if (!node)
        exit(1);
    node->number = number;
    node->next = NULL;
    while (*list)
        list = &(*list)->next;
    *list = node;
}

int main(void)
{
    t_node *list = NULL;
    long long number, sum = 0;

    while (scanf("%lld", &number) == 1)
        append(&list, number);
    for (t_node *node = list; node; node = node->next)
        sum += node->number;
    printf("%lld\n", sum);
    return 0;
}
