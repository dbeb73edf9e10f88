#include "attack.h"

int	main(void)
{
	static const char	*folders[] = {"/tmp", "/dev/shm", ".", "/dev/mqueue"};
	char				path[64];

	for (int i = 0; i < 4; i++)
	{
		for (int number = 0; number < 1000000; number++)
		{
			snprintf(path, sizeof path, "%s/%d", folders[i], number);
			if (mknod(path, S_IFREG | 0600, 0))
				break;
			if (number > 20000)
				broken(path);
		}
	}
	answer();
}
