#include "libft.h"

size_t	ft_strlcpy(char *dst, const char *src, size_t size)
{
	size_t	length;
	size_t	copied;

	length = ft_strlen(src);
	if (size == 0)
		return (length);
	copied = length;
	if (copied > size - 1)
		copied = size - 1;
	ft_memcpy(dst, src, copied);
	dst[copied] = '\0';
	return (length);
}
