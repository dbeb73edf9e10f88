#include "libft.h"

char	*ft_strmapi(const char *s, char (*f)(unsigned int, char))
{
	char			*mapped;
	unsigned int	i;

	mapped = ft_strdup(s);
	if (mapped == NULL)
		return (NULL);
	i = 0;
	while (mapped[i] != '\0')
	{
		mapped[i] = f(i, mapped[i]);
		i++;
	}
	return (mapped);
}
