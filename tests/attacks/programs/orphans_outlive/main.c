#include "attack.h"

int	main(void)
{
	if (other_processes())
		broken("a process of the last testcase lives");
	for (int i = 0; i < 8; i++)
	{
		if (fork() == 0)
		{
			setsid();
			if (fork() == 0)
			{
				rest(400);
				printf("BROKEN: I am still here\n");
				fflush(stdout);
				rest(60000);
			}
			_exit(0);
		}
	}
	answer();
	_exit(0);
}
