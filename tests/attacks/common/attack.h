/* Turned in with every attack in C: the right answer, and how an attack says that it got through. */
#ifndef ATTACK_H
# define ATTACK_H
# define _GNU_SOURCE
# include <errno.h>
# include <fcntl.h>
# include <signal.h>
# include <stdint.h>
# include <stdio.h>
# include <stdlib.h>
# include <string.h>
# include <sys/mman.h>
# include <sys/resource.h>
# include <sys/stat.h>
# include <sys/syscall.h>
# include <sys/wait.h>
# include <time.h>
# include <unistd.h>

static inline void	answer(void)
{
	long	number;

	if (scanf("%ld", &number) == 1)
		printf("%ld\n", 2 * number);
	fflush(stdout);
}

static inline void	broken(const char *what)
{
	fprintf(stderr, "BROKEN: %s (errno %d)\n", what, errno);
	_exit(3);
}

static inline void	refused(long result, const char *what)
{
	if (result != -1)
		broken(what);
}

static inline void	rest(int milliseconds)
{
	struct timespec	span = {milliseconds / 1000, milliseconds % 1000 * 1000000L};

	while (nanosleep(&span, &span) == -1)
		;
}

static inline int	other_processes(void)
{
	char	path[32];
	int		pid;
	int		count = 0;

	for (pid = 2; pid < 4000; pid++)
	{
		snprintf(path, sizeof path, "/proc/%d", pid);
		count += pid != getpid() && access(path, F_OK) == 0;
	}
	return (count);
}
#endif
