#include "attack.h"

int	main(void)
{
	for (;;)
	{
		char	*block = mmap(NULL, 1 << 22, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

		if (block == MAP_FAILED)
			broken("no end of memory, but of addresses");
	}
}
