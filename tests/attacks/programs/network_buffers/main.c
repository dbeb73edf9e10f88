#include "attack.h"
#include <arpa/inet.h>
#include <sys/socket.h>

static void	fill(int listener, struct sockaddr_in *where)
{
	static char	block[1 << 16];
	int			size = 8 << 20;
	socklen_t	length = sizeof *where;

	int	sender = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(sender, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
	if (connect(sender, (void *)where, length) || accept(listener, NULL, NULL) < 0)
		return;
	fcntl(sender, F_SETFL, O_NONBLOCK);
	long	taken = 0;
	for (ssize_t put; (put = write(sender, block, sizeof block)) > 0; taken += put)
		;
	static long	total;
	total += taken;
	if (total > 40L << 20)
		broken("more than 40 MiB in TCP's buffers");
}

int	main(void)
{
	struct sockaddr_in	where = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t			length = sizeof where;
	int					listener = socket(AF_INET, SOCK_STREAM, 0);

	if (listener >= 0 && bind(listener, (void *)&where, length) == 0 && listen(listener, 100) == 0
		&& getsockname(listener, (void *)&where, &length) == 0)
		for (int i = 0; i < 100; i++)
			fill(listener, &where);
	answer();
}
