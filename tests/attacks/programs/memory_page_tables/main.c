#include "attack.h"

int	main(void)
{
	for (;;)
	{
		volatile char	*block = mmap(NULL, 1UL << 32, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

		if (block == MAP_FAILED)
			broken("no end of memory, but of addresses");
		madvise((void *)block, 1UL << 32, MADV_NOHUGEPAGE);
		for (size_t at = 0; at < 1UL << 32; at += 1 << 21)
			(void)block[at];
	}
}
