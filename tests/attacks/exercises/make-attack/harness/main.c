#include <stdio.h>

long	double_of(long number);

int	main(void)
{
	long	number;

	if (scanf("%ld", &number) != 1)
		return (1);
	printf("%ld\n", double_of(number));
	return (0);
}
