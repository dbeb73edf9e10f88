#include "attack.h"

int	main(void)
{
	uid_t	before = geteuid();

	refused(setuid(0), "setuid");
	refused(setresuid(-1, 0, -1), "setresuid");
	refused(setresuid(before - 1, before - 1, before - 1), "the build user");
	refused(setgid(0), "setgid");
	refused(chown("/box/product/main", before, before), "chown");
	int	copy = open("copy", O_CREAT | O_RDWR, 0755);
	fchmod(copy, 06777);
	refused(fchown(copy, 0, 0), "fchown");
	answer();
}
