#include "attack.h"

int	main(void)
{
	for (int i = 0; i < 14; i++)
		if (fork() == 0)
			break;
	for (;;)
	{
		if (write(2, "x", 1) != 1)
			break;
		struct timespec	span = {0, 1000};
		nanosleep(&span, NULL);
	}
}
