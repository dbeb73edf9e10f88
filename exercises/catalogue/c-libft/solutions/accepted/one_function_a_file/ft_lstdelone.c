#include "libft.h"

void	ft_lstdelone(t_list *node, void (*del)(void *))
{
	del(node->content);
	free(node);
}
