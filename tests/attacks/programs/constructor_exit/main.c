#include "attack.h"

__attribute__((constructor)) static void	leave(void)
{
	_exit(0);
}

int	main(void)
{
	answer();
}
