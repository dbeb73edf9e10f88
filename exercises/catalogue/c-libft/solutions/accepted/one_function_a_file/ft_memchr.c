#include "libft.h"

void	*ft_memchr(const void *block, int c, size_t n)
{
	const unsigned char	*bytes;

	bytes = block;
	while (n > 0)
	{
		if (*bytes == (unsigned char)c)
			return ((void *)bytes);
		bytes++;
		n--;
	}
	return (NULL);
}
