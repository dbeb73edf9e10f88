#include "attack.h"
#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

static void	reach(int family, int type, const char *address, int port)
{
	struct sockaddr_storage	where = {0};
	int						fd = socket(family, type | SOCK_NONBLOCK, 0);

	where.ss_family = family;
	((struct sockaddr_in *)&where)->sin_port = htons(port);
	inet_pton(family, address, family == AF_INET ? (void *)&((struct sockaddr_in *)&where)->sin_addr
		: (void *)&((struct sockaddr_in6 *)&where)->sin6_addr);
	if (fd >= 0 && (connect(fd, (void *)&where, sizeof where) == 0 || errno == EINPROGRESS))
		broken(address);
}

int	main(void)
{
	static const char	*addresses[] = {"192.0.2.1", "8.8.8.8", "10.0.2.2", "172.17.0.1", "169.254.169.254"};

	for (int i = 0; i < 5; i++)
	{
		reach(AF_INET, SOCK_STREAM, addresses[i], 80);
		reach(AF_INET, SOCK_DGRAM, addresses[i], 53);
	}
	reach(AF_INET6, SOCK_STREAM, "2001:db8::1", 80);
	reach(AF_INET6, SOCK_DGRAM, "fe80::1", 53);
	if (gethostbyname("example.org"))
		broken("a name was resolved");
	answer();
}
