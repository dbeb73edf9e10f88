#include "attack.h"

int	main(void)
{
	answer();
	return (1);
}
