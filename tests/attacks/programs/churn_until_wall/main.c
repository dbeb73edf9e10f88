#include "attack.h"

int	main(void)
{
	signal(SIGCHLD, SIG_IGN);
	rest(550);
	for (;;)
		for (int i = 0; i < 4; i++)
			if (fork() == 0)
				_exit(0);
}
