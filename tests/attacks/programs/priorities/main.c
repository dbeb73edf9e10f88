#include "attack.h"
#include <sched.h>

int	main(void)
{
	struct sched_param	first = {.sched_priority = 1};
	struct sched_param	none = {0};
	cpu_set_t			one;

	CPU_ZERO(&one);
	CPU_SET(0, &one);
	refused(setpriority(PRIO_PROCESS, 0, -20), "a higher priority");
	refused(sched_setscheduler(0, SCHED_FIFO, &first), "real time");
	refused(sched_setscheduler(1, SCHED_IDLE, &none), "the supervisor idles");
	refused(sched_setaffinity(1, sizeof one, &one), "the supervisor is pinned");
	refused(setpriority(PRIO_PROCESS, 1, 19), "the supervisor is nice");
	refused(mlock(malloc(1 << 20), 1 << 20), "a megabyte is locked");
	answer();
}
