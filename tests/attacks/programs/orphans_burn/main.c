#include "attack.h"

int	main(void)
{
	if (fork() == 0)
	{
		if (fork() == 0)
		{
			setsid();
			for (;;)
				;
		}
		_exit(0);
	}
	wait(NULL);
	rest(500);
	answer();
}
