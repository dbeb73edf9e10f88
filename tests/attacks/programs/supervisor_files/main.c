#include "attack.h"

static const char	*g_paths[] = {"fd/0", "fd/1", "fd/2", "fd/3", "fd/4", "environ", "mem", "maps", "auxv", "stack",
	"root/etc/passwd", "cwd/etc", "fdinfo/1", "io", "map_files", "ns/net", "task/1/mem", "task/1/fd/1", "exe"};

int	main(void)
{
	char	path[64];

	for (size_t i = 0; i < sizeof g_paths / sizeof *g_paths; i++)
	{
		snprintf(path, sizeof path, "/proc/1/%s", g_paths[i]);
		int		fd = open(path, O_RDONLY);
		char	byte;
		if (fd >= 0 && read(fd, &byte, 1) >= 0)
			broken(path);
		refused(open(path, O_WRONLY), path);
	}
	refused(open("/proc/1/oom_score_adj", O_WRONLY), "oom_score_adj");
	refused(open("/proc/1/comm", O_WRONLY), "comm");
	answer();
}
