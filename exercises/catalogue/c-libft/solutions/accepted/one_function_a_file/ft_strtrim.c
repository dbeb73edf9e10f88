#include "libft.h"

char	*ft_strtrim(const char *s, const char *set)
{
	size_t	end;

	while (*s != '\0' && ft_strchr(set, *s) != NULL)
		s++;
	end = ft_strlen(s);
	while (end > 0 && ft_strchr(set, s[end - 1]) != NULL)
		end--;
	return (ft_substr(s, 0, end));
}
