#include "attack.h"

int	main(void)
{
	for (int i = 0; i < 15; i++)
		if (fork() == 0)
		{
			while (open("/dev/null", O_RDONLY) >= 0)
				;
			rest(60000);
		}
	while (open("/dev/ptmx", O_RDWR | O_NOCTTY) >= 0)
		;
	while (dup(0) >= 0)
		;
	answer();
	_exit(0);
}
