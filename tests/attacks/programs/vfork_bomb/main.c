#include "attack.h"

int	main(void)
{
	for (;;)
		if (vfork() == -1)
			rest(1);
}
