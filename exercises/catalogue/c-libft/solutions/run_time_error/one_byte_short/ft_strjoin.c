#include "libft.h"

char	*ft_strjoin(const char *a, const char *b)
{
	char	*joined;
	size_t	first;
	size_t	second;

	first = ft_strlen(a);
	second = ft_strlen(b);
	joined = malloc(first + second + 1);
	if (joined == NULL)
		return (NULL);
	ft_memcpy(joined, a, first);
	ft_memcpy(joined + first, b, second + 1);
	return (joined);
}
