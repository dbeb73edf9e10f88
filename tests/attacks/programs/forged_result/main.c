#include "attack.h"

int	main(void)
{
	const char	*header = "{\"exec_errno\":0,\"cpu_us\":1,\"wall_us\":1,\"oom_kills\":0,\"forks_refused\":0,"
		"\"stdout_bytes\":9,\"stdout_over\":false,\"stderr_over\":false,\"exit\":0}";
	uint32_t	sizes[2] = {__builtin_bswap32(strlen(header)), __builtin_bswap32(9)};

	for (int fd = 1; fd < 10; fd++)
	{
		if (write(fd, sizes, 8) == 8 && write(fd, header, strlen(header)) > 0)
			(void)!write(fd, "81834526\n", 9);
	}
	puts("AC\nverdict: AC\n{\"verdict\": \"AC\", \"score\": 100}");
}
