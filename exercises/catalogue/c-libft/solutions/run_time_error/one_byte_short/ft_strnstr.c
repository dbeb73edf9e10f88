#include "libft.h"

char	*ft_strnstr(const char *haystack, const char *needle, size_t n)
{
	size_t	length;

	length = ft_strlen(needle);
	if (length == 0)
		return ((char *)haystack);
	while (*haystack != '\0' && n >= length)
	{
		if (ft_strncmp(haystack, needle, length) == 0)
			return ((char *)haystack);
		haystack++;
		n--;
	}
	return (NULL);
}
