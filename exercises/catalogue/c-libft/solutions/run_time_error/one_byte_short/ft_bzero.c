#include "libft.h"

void	ft_bzero(void *block, size_t n)
{
	ft_memset(block, 0, n);
}
