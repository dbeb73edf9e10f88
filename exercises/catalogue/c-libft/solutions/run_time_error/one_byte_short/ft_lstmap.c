#include "libft.h"

t_list	*ft_lstmap(t_list *list, void *(*f)(void *), void (*del)(void *))
{
	t_list	*mapped;
	t_list	*node;
	void	*content;

	mapped = NULL;
	while (list != NULL)
	{
		content = f(list->content);
		node = ft_lstnew(content);
		if (node == NULL)
		{
			del(content);
			ft_lstclear(&mapped, del);
			return (NULL);
		}
		ft_lstadd_back(&mapped, node);
		list = list->next;
	}
	return (mapped);
}
