#include "attack.h"
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

int	main(void)
{
	struct mq_attr	small = {.mq_maxmsg = 1, .mq_msgsize = 8};

	if (shmget(7, 0, 0) >= 0 || msgget(7, 0) >= 0 || semget(7, 0, 0) >= 0 || mq_open("/left", O_RDONLY) >= 0)
		broken("IPC of the last testcase");
	if (shmget(7, 4096, IPC_CREAT | 0777) < 0 || msgget(7, IPC_CREAT | 0777) < 0 || semget(7, 1, IPC_CREAT | 0777) < 0)
		broken("no IPC of my own");
	if (mq_open("/left", O_CREAT | O_RDWR, 0777, &small) < 0)
		broken("no queue of my own");
	for (int key = 100; key < 900; key++)
	{
		struct shmid_ds	owner = {.shm_perm = {.uid = 0, .mode = 0}};
		int				id = shmget(key, 4096, IPC_CREAT | IPC_EXCL | 0777);

		if (id < 0 || msgget(key, IPC_CREAT | IPC_EXCL | 0) < 0 || semget(key, 1, IPC_CREAT | IPC_EXCL | 0) < 0)
			broken("some of the last testcase");
		if (key % 2)
			shmctl(id, IPC_SET, &owner);
	}
	answer();
}
