#include "attack.h"

int	main(void)
{
	for (int level = 0; level < 20000; level++)
		if (mkdir("deeper", 0700) || chdir("deeper"))
			break;
	answer();
}
