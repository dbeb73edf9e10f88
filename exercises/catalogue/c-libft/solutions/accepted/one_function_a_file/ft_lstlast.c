#include "libft.h"

t_list	*ft_lstlast(t_list *list)
{
	while (list != NULL && list->next != NULL)
		list = list->next;
	return (list);
}
