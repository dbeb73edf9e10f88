#include "attack.h"
#include <pthread.h>

static void	*sit(void *unused)
{
	rest(60000);
	return (unused);
}

int	main(void)
{
	pthread_t		thread;
	pthread_attr_t	small;
	int				count = 1;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 16384);
	while (pthread_create(&thread, &small, sit, NULL) == 0)
		count++;
	if (count > 16)
		broken("more than 16 threads at once");
	answer();
	_exit(0);
}
