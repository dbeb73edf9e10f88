#include "attack.h"

int	main(void)
{
	answer();
	kill(0, SIGKILL);
	rest(60000);
}
