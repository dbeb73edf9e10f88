/* Compiles only if libft.h may be included twice and declares nothing otherwise than the statement does. */
#include "libft.h"
#include "libft.h"

#define T_LIST_IS_DEFINED
#include "functions.h"

void *content_of(t_list *node)
{
    return node->next ? node->next->content : node->content;
}
