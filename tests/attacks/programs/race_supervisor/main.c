/* Signals and slows the supervisor from the first instruction on, by a constructor that runs before all others. */
#include "attack.h"
#include <sched.h>

static void	strike(int argc, char **argv, char **environment)
{
	struct sched_param	none = {0};
	unsigned long		one = 1;

	(void)argc;
	(void)argv;
	(void)environment;
	for (int i = 0; i < 20; i++)
	{
		syscall(SYS_kill, 1, SIGINT);
		syscall(SYS_kill, 1, SIGCHLD);
		syscall(SYS_kill, 1, SIGTERM);
		if (syscall(SYS_sched_setscheduler, 1, SCHED_IDLE, &none) != -1
			|| syscall(SYS_setpriority, PRIO_PROCESS, 1, 19) != -1
			|| syscall(SYS_sched_setaffinity, 1, sizeof one, &one) != -1)
			broken("the supervisor was slowed");
	}
}

__attribute__((section(".preinit_array"), used)) static void	(*g_strike)(int, char **, char **) = strike;

int	main(void)
{
	answer();
}
