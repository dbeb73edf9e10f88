#include "attack.h"
#include <sys/ptrace.h>
#include <sys/uio.h>

int	main(void)
{
	char			byte = 0;
	struct iovec	mine = {&byte, 1};
	struct iovec	theirs = {(void *)0x400000, 1};

	refused(ptrace(PTRACE_ATTACH, 1, 0, 0), "ptrace attach");
	refused(ptrace(PTRACE_SEIZE, 1, 0, 0), "ptrace seize");
	refused(ptrace(PTRACE_TRACEME, 0, 0, 0), "ptrace traceme");
	refused(process_vm_readv(1, &mine, 1, &theirs, 1, 0), "process_vm_readv");
	refused(process_vm_writev(1, &mine, 1, &theirs, 1, 0), "process_vm_writev");
	refused(syscall(SYS_kcmp, 1, getpid(), 0, 0, 0), "kcmp");
	refused(syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, 1, 0), 1, 0), "pidfd_getfd");
	refused(open("/proc/1/mem", O_RDWR), "/proc/1/mem");
	answer();
}
