#include "attack.h"
__asm__(".data\n.incbin \"/dev/zero\"\n");

int	main(void)
{
	answer();
}
