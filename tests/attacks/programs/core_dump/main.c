#include "attack.h"

int	main(void)
{
	struct rlimit	endless = {RLIM_INFINITY, RLIM_INFINITY};

	if (access("core", F_OK) == 0)
		broken("a core file of the last testcase");
	refused(setrlimit(RLIMIT_CORE, &endless), "the core limit was raised");
	abort();
}
