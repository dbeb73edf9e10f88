#include "libft.h"

int	ft_atoi(const char *s)
{
	int	number;
	int	sign;

	number = 0;
	sign = 1;
	while (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		s++;
	while (*s == '-' || *s == '+')
		if (*s++ == '-')
			sign = -sign;
	while (ft_isdigit(*s))
		number = number * 10 + sign * (*s++ - '0');
	return (number);
}
