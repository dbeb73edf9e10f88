#include "attack.h"
char	g_huge[3UL << 30] = {1};

int	main(void)
{
	answer();
}
