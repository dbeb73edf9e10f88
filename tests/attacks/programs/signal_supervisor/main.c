#include "attack.h"

int	main(void)
{
	rest(20);
	for (int number = 1; number <= 64; number++)
	{
		refused(kill(1, number), "kill");
		refused(syscall(SYS_tgkill, 1, 1, number), "tgkill");
		refused(sigqueue(1, number, (union sigval){0}), "sigqueue");
	}
	int	pidfd = syscall(SYS_pidfd_open, 1, 0);
	if (pidfd >= 0)
		refused(syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0), "pidfd_send_signal");
	answer();
}
