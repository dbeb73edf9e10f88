#include "attack.h"

int	main(void)
{
	answer();
}
