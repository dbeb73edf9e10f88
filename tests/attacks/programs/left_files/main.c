#include "attack.h"

static void	leave(const char *path)
{
	int	fd = open(path, O_CREAT | O_EXCL | O_RDWR, 0666);

	if (fd < 0)
		broken(path);
	close(fd);
}

int	main(void)
{
	leave("/tmp/left");
	leave("/dev/shm/left");
	leave("left");
	refused(open("/var/tmp/left", O_CREAT | O_RDWR, 0600), "/var/tmp");
	refused(open("/box/left", O_CREAT | O_RDWR, 0600), "/box");
	refused(open("/box/run/left", O_CREAT | O_RDWR, 0600), "/box/run");
	refused(open("/box/product/left", O_CREAT | O_RDWR, 0600), "/box/product");
	refused(open("/box/product/main", O_WRONLY), "/box/product/main");
	refused(unlink("/box/product/main"), "unlink the product");
	refused(rename("/box/product/main", "/box/product/other"), "rename the product");
	answer();
}
