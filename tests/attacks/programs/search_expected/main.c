#include "attack.h"
#include <ftw.h>

static char	g_wanted[32];

static int	look(const char *path, const struct stat *status, int kind)
{
	static char	text[1 << 16];

	if (strncmp(path, "/usr/", 5) == 0 || kind != FTW_F || !S_ISREG(status->st_mode) || status->st_size > 100000)
		return (0);
	int		fd = open(path, O_RDONLY | O_NONBLOCK);
	ssize_t	size = fd < 0 ? -1 : read(fd, text, sizeof text);
	close(fd);
	if (size > 0 && memmem(text, size, g_wanted, strlen(g_wanted)))
		broken(path);
	return (0);
}

int	main(void)
{
	long	number;

	if (scanf("%ld", &number) != 1)
		return (1);
	snprintf(g_wanted, sizeof g_wanted, "%ld", 2 * number);
	static const char	*tops[] = {"/box", "/tmp", "/dev/shm", "/peermill", "/etc", "/var", "/home", "/root", "/srv"};
	for (size_t i = 0; i < sizeof tops / sizeof *tops; i++)
		ftw(tops[i], look, 32);
	puts(g_wanted);
}
