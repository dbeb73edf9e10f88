#include "attack.h"

int	main(void)
{
	close(1);
	close(2);
	close(0);
	rest(50);
}
