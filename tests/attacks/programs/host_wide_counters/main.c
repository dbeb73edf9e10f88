#include "attack.h"
#include <linux/aio_abi.h>

int	main(void)
{
	aio_context_t	context = 0;

	refused(syscall(SYS_io_setup, 1, &context), "asynchronous I/O, of which the whole host has one store");
	errno = 0;
	refused(syscall(SYS_syncfs, 1), "syncfs, which makes the host write its disks");
	errno = 0;
	syscall(SYS_sync);
	if (errno != EPERM)
		broken("sync, which makes the host write its disks");
	answer();
}
