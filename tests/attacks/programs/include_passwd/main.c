#include "attack.h"
#include "/etc/passwd"

int	main(void)
{
	answer();
}
