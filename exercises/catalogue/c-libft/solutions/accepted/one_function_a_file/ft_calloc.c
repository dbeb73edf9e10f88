#include "libft.h"

void	*ft_calloc(size_t count, size_t size)
{
	void	*block;

	if (size != 0 && count > SIZE_MAX / size)
		return (NULL);
	block = malloc(count * size);
	if (block != NULL)
		ft_bzero(block, count * size);
	return (block);
}
