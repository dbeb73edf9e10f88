#include "attack.h"

static const char	*g_paths[] = {"/var/run/docker.sock", "/run/docker.sock", "/var/lib/docker", "/proc/2/environ",
	"/proc/kcore", "/proc/keys", "/proc/timer_list", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/sys/firmware/acpi",
	"/dev/kvm", "/dev/fuse", "/dev/net/tun", "/dev/vsock", "/dev/loop-control"};

int	main(void)
{
	for (size_t i = 0; i < sizeof g_paths / sizeof *g_paths; i++)
	{
		int		fd = open(g_paths[i], O_RDONLY | O_NONBLOCK);
		char	byte;

		if (fd >= 0 && read(fd, &byte, 1) > 0)
			broken(g_paths[i]);
	}
	refused(mknod("disk", S_IFBLK | 0600, (8 << 8)), "a block device");
	refused(mknod("memory", S_IFCHR | 0600, (1 << 8) | 1), "a character device");
	answer();
}
