/* Functions on lists. A list on a line is ("a", "b"); its nodes and contents are blocks that can be freed. */
#include "cases.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 64

static char *given_string(const char *s)
{
    return memcpy(give(strlen(s) + 1), s, strlen(s) + 1);
}

static t_list *given_node(t_line *line)
{
    t_list *node = give(sizeof *node);

    node->content = given_string(read_bytes(line).data);
    node->next = NULL;
    return node;
}

static t_list *read_list(t_line *line)
{
    t_list *first = NULL, **end = &first;

    skip(line, '(');
    while (!skip(line, ')')) {
        *end = given_node(line);
        end = &(*end)->next;
    }
    return first;
}

static void say_list(t_list *list)
{
    int count = 0;

    say("(");
    for (; list && count < LONGEST; list = list->next, count++) {
        say("%s", count ? ", " : "");
        say_string(list->content);
    }
    say(list ? ", and so on without an end)" : ")");
}

static void free_list(t_list *list)
{
    for (int count = 0; list && count < LONGEST; count++) {
        t_list *next = list->next;

        free(list->content);
        free(list);
        list = next;
    }
}

static void say_and_free(t_list *list)
{
    say_list(list);
    free_list(list);
}

static void case_ft_lstnew(t_line line)
{
    char *content = given_string(read_bytes(&line).data);
    t_list *node = ft_lstnew(content);

    if (node)
        say("%s, ", node->content == content ? "the content itself" : "another content");
    say_list(node);
    free(node);
    free(content);
}

static void add(t_line line, void (*function)(t_list **, t_list *))
{
    t_list *list = read_list(&line), *node = given_node(&line);

    function(&list, node);
    say_and_free(list);
}

static void case_ft_lstadd_front(t_line line)
{
    add(line, ft_lstadd_front);
}

static void case_ft_lstadd_back(t_line line)
{
    add(line, ft_lstadd_back);
}

static void case_ft_lstsize(t_line line)
{
    t_list *list = read_list(&line);

    say("%d", ft_lstsize(list));
    free_list(list);
}

static void case_ft_lstlast(t_line line)
{
    t_list *list = read_list(&line), *last = ft_lstlast(list);

    if (last)
        say_list(last);
    else
        say("NULL");
    free_list(list);
}

static int deleted;

static void del(void *content)
{
    deleted++;
    free(content);
}

/* The line: a list, whose first node goes. */
static void case_ft_lstdelone(t_line line)
{
    t_list *list = read_list(&line), *rest = list->next;

    deleted = 0;
    ft_lstdelone(list, del);
    say("%d deleted, the rest ", deleted);
    say_and_free(rest);
}

/* The line: a list, and how many of its nodes stay. */
static void case_ft_lstclear(t_line line)
{
    t_list *list = read_list(&line), **from = &list;

    for (long long kept = read_number(&line); kept > 0; kept--)
        from = &(*from)->next;
    deleted = 0;
    ft_lstclear(from, del);
    say("%d deleted, list ", deleted);
    say_and_free(list);
}

static void raise_content(void *content)
{
    for (char *s = content; *s; s++)
        *s = (char)toupper((unsigned char)*s);
}

static void *raised(void *content)
{
    char *copy = given_string(content);

    raise_content(copy);
    return copy;
}

static void case_ft_lstiter(t_line line)
{
    t_list *list = read_list(&line);

    ft_lstiter(list, raise_content);
    say_and_free(list);
}

static void case_ft_lstmap(t_line line)
{
    t_list *list = read_list(&line), *mapped = ft_lstmap(list, raised, del);

    say_and_free(mapped);
    say(", list ");
    say_and_free(list);
}

const t_entry lists[] = {
    ENTRY(ft_lstnew),    ENTRY(ft_lstadd_front), ENTRY(ft_lstsize), ENTRY(ft_lstlast), ENTRY(ft_lstadd_back),
    ENTRY(ft_lstdelone), ENTRY(ft_lstclear),     ENTRY(ft_lstiter), ENTRY(ft_lstmap),  {0},
};
