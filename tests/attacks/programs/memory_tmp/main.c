#include "attack.h"

int	main(void)
{
	int	fd = open("/tmp/big", O_CREAT | O_RDWR, 0600);

	for (off_t at = 0; fallocate(fd, 0, at, 1 << 20) == 0; at += 1 << 20)
		;
	answer();
}
