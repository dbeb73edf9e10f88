#ifndef LIBFT_H
#define LIBFT_H

#include <stdlib.h>

typedef struct s_list
{
	void			*content;
	struct s_list	*next;
}	t_list;

int	ft_isdigit(int c);

#endif
