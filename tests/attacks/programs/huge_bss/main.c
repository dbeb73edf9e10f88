#include "attack.h"
char	g_huge[1UL << 30];

int	main(void)
{
	memset(g_huge, 1, sizeof g_huge);
	answer();
}
