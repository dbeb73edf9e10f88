#include "attack.h"

int	main(void)
{
	if (access("wall", F_OK) == 0 || access("/tmp/wall", F_OK) == 0)
		broken("files of the last testcase");
	mkdir("/tmp/wall", 0700);
	mkdir("wall", 0700);
	mkdir("wall/inner", 0700);
	for (int i = 0; i < 300; i++)
	{
		char	path[64];

		snprintf(path, sizeof path, "/tmp/.removed-%d", i);
		mkdir(path, 0);
		snprintf(path, sizeof path, "wall/.removed-%d", i);
		mkdir(path, 0);
	}
	if (symlink("/", "wall/root") || symlink("/box/product", "/tmp/wall/product") || mkfifo("wall/pipe", 0600))
		broken("a link of my own");
	chmod("wall/inner", 0);
	chmod("wall", 0);
	chmod(".", 0);
	answer();
}
