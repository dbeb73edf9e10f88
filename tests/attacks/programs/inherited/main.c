#include "attack.h"

extern char	**environ;

int	main(void)
{
	static const char	*known[] = {"PATH=", "HOME=", "LANG=", "TMPDIR=", "ASAN_OPTIONS="};

	for (int fd = 3; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) != -1)
			broken("a descriptor that was not given to me");
	for (char **variable = environ; *variable; variable++)
	{
		int	fine = 0;

		for (int i = 0; i < 5; i++)
			fine |= strncmp(*variable, known[i], strlen(known[i])) == 0;
		if (!fine)
			broken(*variable);
	}
	answer();
}
