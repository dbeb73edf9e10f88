#include "libft.h"

int	ft_atoi(const char *s)
{
	int	number;
	int	sign;

	number = 0;
	sign = -1;
	while (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		s++;
	if (*s == '-')
		sign = 1;
	if (*s == '-' || *s == '+')
		s++;
	while (ft_isdigit(*s))
	{
		number = number * 10 - (*s - '0');
		s++;
	}
	return (sign * number);
}
