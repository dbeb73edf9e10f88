#include "libft.h"
#include <string.h>

size_t	ft_strlen(const char *s)
{
	return (strlen(s));
}
