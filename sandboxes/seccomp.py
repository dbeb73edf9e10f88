"""The system calls that a sandbox may make: an allow list, tighter than Docker's default.

Left out on purpose, each being a way to reach the kernel, other processes or the network that no student program
needs: ptrace, process_vm_*, kcmp, pidfd_getfd, io_uring_*, bpf, perf_event_open, userfaultfd, keyctl, add_key,
request_key, unshare, setns, mount*, umount2, pivot_root, chroot, open_by_handle_at, name_to_handle_at, *module,
kexec_*, reboot, swap*, quotactl, fanotify_*, personality (but for the harmless values), clone with new namespaces,
clone3 (ENOSYS, so that libc falls back to clone, whose flags can be seen), vmsplice, move_pages, mbind. And what the
whole host has one of: io_setup and its like (fs.aio-max-nr), sync and syncfs (they write the host's disks).

Sockets are local ones, and netlink's routing (which lists interfaces): the buffers of IPv4 and IPv6 are counted in no
cgroup of version 1, and opening an unusual protocol loads its kernel module. Priorities can be set of the caller
alone, because PID 1 bears the student's uid for a moment. No architecture but the machine's own is named, so 32-bit
calls kill the caller. The core limit can be read and not set: lowered to 0, a crash would wake the host's core handler.
"""

import errno
import json
from typing import Any

FILES = """access chdir chmod chown close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64
fallocate fchdir fchmod fchmodat fchmodat2 fchown fchownat fcntl fdatasync flock fstat fstatfs fsync ftruncate futimesat
getcwd getdents getdents64 getxattr fgetxattr lgetxattr listxattr flistxattr llistxattr setxattr fsetxattr lsetxattr
removexattr fremovexattr lremovexattr inotify_add_watch inotify_init inotify_init1 inotify_rm_watch ioctl lchown link
linkat lseek lstat mkdir mkdirat mknod mknodat newfstatat open openat openat2 pread64 preadv preadv2 pwrite64 pwritev
pwritev2 read readahead readlink readlinkat readv rename renameat renameat2 rmdir sendfile splice stat statfs statx
symlink symlinkat sync_file_range tee truncate umask unlink unlinkat utime utimensat utimes write
writev memfd_create"""
MEMORY = """brk madvise map_shadow_stack membarrier mincore mlock mlock2 mlockall mmap mprotect mremap msync munlock
munlockall munmap pkey_alloc pkey_free pkey_mprotect remap_file_pages get_mempolicy set_mempolicy"""
PROCESSES = """arch_prctl capget capset execve execveat exit exit_group fork get_robust_list get_thread_area getegid
geteuid getgid getgroups getpgid getpgrp getpid getppid getpriority getresgid getresuid getrlimit getrusage getsid
gettid getuid kill pause pidfd_open pidfd_send_signal prctl restart_syscall rseq sched_get_priority_max
sched_get_priority_min sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval
sched_yield seccomp set_robust_list set_thread_area set_tid_address setfsgid setfsuid setgid setgroups setitimer
getitimer setpgid setregid setresgid setresuid setreuid setsid setuid sysinfo tgkill times tkill uname vfork
wait4 waitid alarm getcpu getrandom ioprio_get"""
SIGNALS = """rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait
rt_tgsigqueueinfo sigaltstack signalfd signalfd4"""
TIME = """clock_getres clock_gettime clock_nanosleep gettimeofday nanosleep time timer_create timer_delete
timer_getoverrun timer_gettime timer_settime timerfd_create timerfd_gettime timerfd_settime"""
WAITING = """epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 futex futex_waitv
futex_wait futex_wake futex_requeue pipe pipe2 poll ppoll pselect6 select"""
IPC = """mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend mq_unlink msgctl msgget msgrcv msgsnd semctl
semget semop semtimedop shmat shmctl shmdt shmget"""
SOCKETS = """accept accept4 bind connect getpeername getsockname getsockopt listen recvfrom recvmmsg recvmsg sendmmsg
sendmsg sendto setsockopt shutdown"""

OF_THE_CALLER = ["sched_setaffinity", "sched_setattr", "sched_setparam", "sched_setscheduler"]

AF_UNIX, AF_NETLINK, NETLINK_ROUTE = 1, 16, 0
PRIO_PROCESS = 0
NEW_NAMESPACES = 0x7E020080  # CLONE_NEWTIME|NS|CGROUP|UTS|IPC|USER|PID|NET
RLIMIT_CORE = 4
PERSONALITIES = {"PER_LINUX": 0, "ADDR_NO_RANDOMIZE": 0x40000, "query": 0xFFFFFFFF}


def profile() -> str:
    """The profile as Docker's `security_opt` takes it: one JSON document."""
    groups = (FILES, MEMORY, PROCESSES, SIGNALS, TIME, WAITING, IPC, SOCKETS)
    names = sorted(name for group in groups for name in group.split())
    return json.dumps(
        {
            "defaultAction": "SCMP_ACT_ERRNO",
            "defaultErrnoRet": errno.EPERM,
            "syscalls": [
                allow(names),
                allow(["clone"], argument(0, "SCMP_CMP_MASKED_EQ", NEW_NAMESPACES, 0)),
                {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": errno.ENOSYS},
                allow(["socket", "socketpair"], equal(0, AF_UNIX)),
                allow(["socket"], equal(0, AF_NETLINK), equal(2, NETLINK_ROUTE)),
                allow(OF_THE_CALLER, equal(0, 0)),
                allow(["setpriority"], equal(0, PRIO_PROCESS), equal(1, 0)),
                allow(["setrlimit"], argument(0, "SCMP_CMP_NE", RLIMIT_CORE)),
                allow(["prlimit64"], argument(1, "SCMP_CMP_NE", RLIMIT_CORE)),
                allow(["prlimit64"], argument(2, "SCMP_CMP_EQ", 0)),
                *(allow(["personality"], equal(0, value)) for value in PERSONALITIES.values()),
            ],
        }
    )


def allow(names: list[str], *arguments: dict[str, int | str]) -> dict[str, Any]:
    return {"names": names, "action": "SCMP_ACT_ALLOW", "args": list(arguments)}


def argument(index: int, op: str, value: int, value_two: int = 0) -> dict[str, int | str]:
    return {"index": index, "op": op, "value": value, "valueTwo": value_two}


def equal(index: int, value: int) -> dict[str, int | str]:
    return argument(index, "SCMP_CMP_EQ", value)
