#include "libft.h"

size_t	ft_strlcat(char *dst, const char *src, size_t size)
{
	size_t	length;

	length = 0;
	while (length < size && dst[length] != '\0')
		length++;
	return (length + ft_strlcpy(dst + length, src, size - length));
}
