import errno
import json
from typing import Any

import pytest

from sandboxes.seccomp import profile

FORBIDDEN = """
ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd io_uring_setup io_uring_enter
io_uring_register bpf perf_event_open userfaultfd keyctl add_key request_key unshare setns mount umount2 mount_setattr
move_mount fsopen fsmount fsconfig open_tree pivot_root chroot open_by_handle_at name_to_handle_at init_module
finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff quotactl fanotify_init vmsplice move_pages
mbind migrate_pages syslog acct settimeofday clock_settime clock_adjtime adjtimex iopl ioperm modify_ldt nfsservctl
lookup_dcookie sethostname setdomainname vhangup process_madvise pidfd_spawn landlock_create_ruleset
"""
CLONE_FLAGS = {
    "CLONE_NEWTIME": 0x80,
    "CLONE_NEWNS": 0x20000,
    "CLONE_NEWCGROUP": 0x2000000,
    "CLONE_NEWUTS": 0x4000000,
    "CLONE_NEWIPC": 0x8000000,
    "CLONE_NEWUSER": 0x10000000,
    "CLONE_NEWPID": 0x20000000,
    "CLONE_NEWNET": 0x40000000,
}

Rule = dict[str, Any]
PROFILE: dict[str, Any] = json.loads(profile())


def rules(name: str) -> list[Rule]:
    return [rule for rule in PROFILE["syscalls"] if name in rule["names"]]


def test_what_is_not_named_is_refused() -> None:
    assert (PROFILE["defaultAction"], PROFILE["defaultErrnoRet"]) == ("SCMP_ACT_ERRNO", errno.EPERM)
    assert {rule["action"] for rule in PROFILE["syscalls"]} == {"SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO"}


@pytest.mark.parametrize("name", FORBIDDEN.split())
def test_ways_to_the_kernel_are_not_named(name: str) -> None:
    assert rules(name) == []


@pytest.mark.parametrize("name", ["read", "write", "execve", "mmap", "futex", "wait4", "pipe2", "nanosleep"])
def test_what_every_program_needs_is_allowed(name: str) -> None:
    assert [(rule["action"], rule["args"]) for rule in rules(name)] == [("SCMP_ACT_ALLOW", [])]


@pytest.mark.parametrize("flag", CLONE_FLAGS)
def test_clone_makes_no_namespace(flag: str) -> None:
    (rule,) = rules("clone")
    (argument,) = rule["args"]
    assert (argument["index"], argument["op"], argument["valueTwo"]) == (0, "SCMP_CMP_MASKED_EQ", 0)
    assert argument["value"] & CLONE_FLAGS[flag]


def test_clone_may_still_make_threads_and_processes() -> None:
    clone_thread, clone_vm, clone_vfork = 0x10000, 0x100, 0x4000
    assert rules("clone")[0]["args"][0]["value"] & (clone_thread | clone_vm | clone_vfork) == 0


def test_clone3_sends_the_c_library_back_to_clone() -> None:
    assert [(rule["action"], rule["errnoRet"]) for rule in rules("clone3")] == [("SCMP_ACT_ERRNO", errno.ENOSYS)]


def test_sockets_are_local_or_routings() -> None:
    asked = {tuple((argument["index"], argument["value"]) for argument in rule["args"]) for rule in rules("socket")}
    assert asked == {((0, 1),), ((0, 16), (2, 0))}


@pytest.mark.parametrize("name", ["personality", "setpriority", "sched_setscheduler", "sched_setaffinity"])
def test_what_is_only_harmless_with_some_arguments_is_held_to_them(name: str) -> None:
    assert rules(name)
    assert all(argument["op"] == "SCMP_CMP_EQ" for rule in rules(name) for argument in rule["args"])
    assert all(rule["args"] for rule in rules(name))


def test_no_call_is_named_twice_in_a_list() -> None:
    for rule in PROFILE["syscalls"]:
        assert len(set(rule["names"])) == len(rule["names"])
