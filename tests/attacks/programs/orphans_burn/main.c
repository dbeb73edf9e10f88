#include "attack.h"

int	main(void)
{
	int		ends[2];
	char	byte;

	if (pipe(ends))
		return (1);
	if (fork() == 0)
	{
		if (fork() == 0)
		{
			setsid();
			while (clock() < CLOCKS_PER_SEC * 3 / 10)
				;
		}
		_exit(0);
	}
	close(ends[1]);
	if (read(ends[0], &byte, 1) == 0)
		answer();
}
