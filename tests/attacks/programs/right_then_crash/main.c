#include "attack.h"

int	main(void)
{
	answer();
	*(volatile int *)8 = 1;
}
