#include "attack.h"

int	main(void)
{
	static const int	limits[] = {RLIMIT_FSIZE, RLIMIT_NOFILE, RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE, RLIMIT_SIGPENDING,
		RLIMIT_RTPRIO, RLIMIT_NICE, RLIMIT_CORE};

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
	{
		struct rlimit	wanted;

		getrlimit(limits[i], &wanted);
		wanted.rlim_max += 1;
		refused(setrlimit(limits[i], &wanted), "a hard limit was raised");
		refused(prlimit(1, limits[i], &wanted, NULL), "the supervisor's limit was set");
	}
	answer();
}
