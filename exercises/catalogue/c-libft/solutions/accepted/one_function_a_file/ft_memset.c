#include "libft.h"

void	*ft_memset(void *block, int c, size_t n)
{
	unsigned char	*bytes;

	bytes = block;
	while (n > 0)
		bytes[--n] = (unsigned char)c;
	return (block);
}
