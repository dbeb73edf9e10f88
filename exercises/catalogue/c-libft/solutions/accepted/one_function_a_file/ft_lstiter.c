#include "libft.h"

void	ft_lstiter(t_list *list, void (*f)(void *))
{
	while (list != NULL)
	{
		f(list->content);
		list = list->next;
	}
}
