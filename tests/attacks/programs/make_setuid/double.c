#include "attack.h"

long	double_of(long number)
{
	uid_t	before = geteuid();

	if (fork() == 0)
	{
		execl("/box/product/shell", "shell", "-pc", "test \"$(id -u)\" = \"$0\"",
			before % 2 ? "200001" : "0", (char *)NULL);
		_exit(0);
	}
	struct stat	status;
	if (stat("/box/product/shell", &status) || status.st_mode & 06000)
		broken("a set-user-id file in the product");
	wait(NULL);
	return (2 * number);
}
