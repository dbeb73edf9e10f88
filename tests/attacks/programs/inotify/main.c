#include "attack.h"
#include <sys/inotify.h>

int	main(void)
{
	int	fd;
	int	last = -1;

	while ((fd = inotify_init()) >= 0)
		last = fd;
	if (last < 0)
		broken("the last testcase's instances are left");
	for (int i = 0; i < 2000; i++)
	{
		char	name[16];

		snprintf(name, sizeof name, "%d", i);
		if (mkdir(name, 0700) || inotify_add_watch(last, name, IN_ALL_EVENTS) < 0)
			break;
	}
	answer();
}
