#include "libft.h"

void	*ft_memmove(void *dst, const void *src, size_t n)
{
	if ((uintptr_t)dst <= (uintptr_t)src)
		return (ft_memcpy(dst, src, n));
	while (n > 0)
	{
		n--;
		((unsigned char *)dst)[n] = ((const unsigned char *)src)[n];
	}
	return (dst);
}
