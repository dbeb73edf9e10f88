#include "attack.h"

int	main(void)
{
	static char	block[1 << 20];

	for (int i = 0; i < 200; i++)
	{
		int	fd = memfd_create("big", 0);

		if (write(fd, block, sizeof block) != sizeof block)
			break;
	}
	answer();
}
