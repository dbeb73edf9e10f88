#include "attack.h"
#include <linux/sched.h>
#include <sched.h>
#include <sys/mount.h>

static const int	g_flags[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS,
	CLONE_NEWCGROUP, CLONE_NEWUSER | CLONE_NEWNS};

int	main(void)
{
	struct clone_args	arguments = {.flags = CLONE_NEWUSER, .exit_signal = SIGCHLD};

	for (size_t i = 0; i < sizeof g_flags / sizeof *g_flags; i++)
	{
		refused(unshare(g_flags[i]), "unshare");
		refused(syscall(SYS_clone, g_flags[i] | SIGCHLD, 0, 0, 0, 0), "clone");
	}
	refused(syscall(SYS_clone3, &arguments, sizeof arguments), "clone3");
	refused(setns(open("/proc/self/ns/user", O_RDONLY), 0), "setns");
	refused(mount("none", "/tmp", "tmpfs", 0, NULL), "mount");
	refused(mount("/proc", "/tmp", "proc", 0, NULL), "mount proc");
	refused(umount("/proc"), "umount");
	refused(syscall(SYS_pivot_root, "/tmp", "/tmp"), "pivot_root");
	refused(chroot("/tmp"), "chroot");
	refused(syscall(SYS_open_tree, -100, "/", 1), "open_tree");
	refused(syscall(SYS_fsopen, "tmpfs", 0), "fsopen");
	answer();
}
