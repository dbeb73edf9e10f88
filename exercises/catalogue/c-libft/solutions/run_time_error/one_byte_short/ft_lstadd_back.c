#include "libft.h"

void	ft_lstadd_back(t_list **list, t_list *node)
{
	while (*list != NULL)
		list = &(*list)->next;
	*list = node;
}
