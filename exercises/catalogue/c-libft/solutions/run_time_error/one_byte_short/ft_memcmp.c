#include "libft.h"

int	ft_memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char	*left;
	const unsigned char	*right;

	left = a;
	right = b;
	while (n > 0)
	{
		if (*left != *right)
			return (*left - *right);
		left++;
		right++;
		n--;
	}
	return (0);
}
