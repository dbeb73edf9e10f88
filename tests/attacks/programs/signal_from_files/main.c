#include "attack.h"

int	main(void)
{
	int	ends[2];

	refused(pipe(ends) ? 0 : fcntl(ends[0], F_SETOWN, 1) ? 0 : -1, "a pipe of my own");
	fcntl(ends[0], F_SETFL, O_ASYNC | O_NONBLOCK);
	fcntl(ends[0], F_SETSIG, SIGKILL);
	for (int i = 0; i < 1000; i++)
		if (write(ends[1], "x", 1) != 1)
			break;
	answer();
}
