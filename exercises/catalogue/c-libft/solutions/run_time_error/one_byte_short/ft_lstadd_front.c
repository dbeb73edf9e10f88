#include "libft.h"

void	ft_lstadd_front(t_list **list, t_list *node)
{
	node->next = *list;
	*list = node;
}
