#include "libft.h"

char	*ft_substr(const char *s, unsigned int start, size_t n)
{
	char	*copy;
	size_t	length;

	length = ft_strlen(s);
	if (start > length)
		start = length;
	if (n > length - start)
		n = length - start;
	copy = malloc(n);
	if (copy == NULL)
		return (NULL);
	ft_memcpy(copy, s + start, n);
	copy[n] = '\0';
	return (copy);
}
