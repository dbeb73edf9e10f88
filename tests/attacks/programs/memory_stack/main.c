#include "attack.h"

static int	deeper(int level)
{
	volatile char	frame[4096];

	frame[0] = level;
	return (deeper(level + 1) + frame[0]);
}

int	main(int argc, char **argv)
{
	struct rlimit	endless = {RLIM_INFINITY, RLIM_INFINITY};

	(void)argv;
	setrlimit(RLIMIT_STACK, &endless);
	return (deeper(argc));
}
