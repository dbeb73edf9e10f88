#include "libft.h"

t_list *ft_lstnew(void *content)
{
    t_list *node = malloc(sizeof *node);

    if (node)
        *node = (t_list){content, NULL};
    return node;
}

void ft_lstadd_front(t_list **list, t_list *node)
{
    node->next = *list;
    *list = node;
}

int ft_lstsize(t_list *list)
{
    return list ? 1 + ft_lstsize(list->next) : 0;
}

t_list *ft_lstlast(t_list *list)
{
    return list && list->next ? ft_lstlast(list->next) : list;
}

void ft_lstadd_back(t_list **list, t_list *node)
{
    if (*list)
        ft_lstlast(*list)->next = node;
    else
        *list = node;
}

void ft_lstdelone(t_list *node, void (*del)(void *))
{
    del(node->content);
    free(node);
}

void ft_lstclear(t_list **list, void (*del)(void *))
{
    if (!*list)
        return;
    ft_lstclear(&(*list)->next, del);
    ft_lstdelone(*list, del);
    *list = NULL;
}

void ft_lstiter(t_list *list, void (*f)(void *))
{
    for (; list; list = list->next)
        f(list->content);
}

t_list *ft_lstmap(t_list *list, void *(*f)(void *), void (*del)(void *))
{
    t_list *first;

    if (!list)
        return NULL;
    if (!(first = ft_lstnew(NULL)))
        return NULL;
    first->content = f(list->content);
    first->next = ft_lstmap(list->next, f, del);
    if (list->next && !first->next)
        ft_lstclear(&first, del);
    return first;
}
