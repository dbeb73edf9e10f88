#include "attack.h"
#include <sys/socket.h>
#include <sys/un.h>

int	main(void)
{
	struct sockaddr_un	where = {AF_UNIX, "\0peermill-attack"};
	int					fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (connect(fd, (void *)&where, sizeof where) == 0)
		broken("a server of the last testcase answers");
	if (bind(fd, (void *)&where, sizeof where) || listen(fd, 1))
		broken("a socket of the last testcase is left");
	if (fork() == 0)
	{
		setsid();
		rest(60000);
	}
	answer();
	_exit(0);
}
