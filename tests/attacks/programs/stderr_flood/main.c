#include "attack.h"

int	main(void)
{
	static char	block[1 << 16];

	memset(block, 'x', sizeof block);
	for (int i = 0; i < 64; i++)
		if (write(2, block, sizeof block) < 0)
			break;
	answer();
}
