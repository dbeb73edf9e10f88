#include "attack.h"
#include <pthread.h>

static void	*spin(void *unused)
{
	for (;;)
		;
	return (unused);
}

int	main(void)
{
	pthread_t	thread;

	for (int i = 0; i < 8; i++)
		pthread_create(&thread, NULL, spin, NULL);
	rest(60000);
}
