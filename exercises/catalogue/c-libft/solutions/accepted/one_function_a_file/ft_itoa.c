#include "libft.h"

char	*ft_itoa(int n)
{
	char	digits[12];
	int		i;
	long	rest;

	i = sizeof(digits) - 1;
	digits[i] = '\0';
	rest = n;
	if (rest < 0)
		rest = -rest;
	while (rest > 9)
	{
		digits[--i] = '0' + rest % 10;
		rest /= 10;
	}
	digits[--i] = '0' + rest;
	if (n < 0)
		digits[--i] = '-';
	return (ft_strdup(digits + i));
}
