"""What a hostile submission would try, limit by limit, as small programs. `self_test` runs them, as one would be run.

A probe's program ends with exit code 0 if the limit held, unless `holds` judges the run from outside.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from core.runs import Limits, RunResult, Stopped

ROOMY = Limits(cpu_ms=1000, wall_ms=10_000, memory_mib=48, processes=16, stdout_bytes=64 << 10)
BRIEF = Limits(cpu_ms=150, wall_ms=10_000, memory_mib=48, processes=16, stdout_bytes=64 << 10)
IMPATIENT = Limits(cpu_ms=150, wall_ms=400, memory_mib=48, processes=16, stdout_bytes=64 << 10)

REFUSED = """
import ctypes, errno, os, platform, socket, sys
libc = ctypes.CDLL(None, use_errno=True)
def refused(*call, expect=errno.EPERM):
    ctypes.set_errno(0)
    if libc.syscall(*call) != -1 or ctypes.get_errno() != expect:
        sys.exit(f"call {call} was not refused: {os.strerror(ctypes.get_errno())}")
def denied(what, *arguments):
    try:
        what(*arguments)
    except OSError:
        return
    sys.exit(f"{what.__name__}{arguments} went through")
X86 = platform.machine() == "x86_64"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """`promise` is what a proof says when it held. `before` is run first, to leave what `program` must not find."""

    name: str
    promise: str
    program: str
    limits: Limits = ROOMY
    before: str = ""
    holds: Callable[[RunResult], bool] = lambda result: result.exit_code == 0 and result.stopped is None
    may_end_the_sandbox: bool = False
    """What it fills outlives its processes, so the kernel may take PID 1 as well: the limit has held then too."""


def program(text: str) -> str:
    return textwrap.dedent(text)


PROBES = (
    Probe(
        name="cpu-time",
        promise="a program that spins was stopped at its CPU limit",
        program="while True: pass",
        limits=BRIEF,
        holds=lambda result: result.stopped is Stopped.CPU and result.cpu_ms < 2 * BRIEF.cpu_ms,
    ),
    Probe(
        name="wall-time",
        promise="a program that sleeps was stopped at its wall limit",
        program="import time; time.sleep(9)",
        limits=IMPATIENT,
        holds=lambda result: result.stopped is Stopped.WALL and result.cpu_ms < IMPATIENT.cpu_ms,
    ),
    Probe(
        name="cpu-of-orphans",
        promise="the CPU time of a process that left its parent was counted",
        program=program("""
            import os, time
            burnt, done = os.pipe()
            if os.fork() == 0:
                if os.fork() == 0:
                    os.setsid()
                    while time.process_time() < 0.2: pass
                    os.write(done, b"x")
                    while True: time.sleep(9)
                os._exit(0)
            os.wait()
            os.read(burnt, 1)
        """),
        holds=lambda result: result.exit_code == 0 and result.cpu_ms > 150,
    ),
    Probe(
        name="cpus",
        promise="four spinning processes together got no more than one CPU",
        program=program("""
            import os, time
            for _ in range(4):
                if os.fork() == 0:
                    start = time.process_time()
                    while time.process_time() - start < 0.12: pass
                    os._exit(0)
            for _ in range(4): os.wait()
        """),
        holds=lambda result: result.exit_code == 0 and result.cpu_ms < 1.5 * result.wall_ms,
    ),
    Probe(
        name="memory",
        promise="96 MiB were refused under a limit of 48 MiB, and the supervisor lived on",
        program="block = bytearray(96 << 20)",
        holds=lambda result: result.out_of_memory,
    ),
    Probe(
        name="memory-counter",
        promise="a program of 24 MiB was measured at 24 to 40 MiB",
        program="block = bytearray(24 << 20)",
        holds=lambda result: result.exit_code == 0 and 24 << 10 <= result.memory_kib <= 40 << 10,
    ),
    Probe(
        name="memory-in-files",
        promise="files in /tmp count as memory",
        program="file = open('/tmp/big', 'wb')\nwhile True: file.write(bytes(1 << 20))",
        holds=lambda result: result.out_of_memory,
        may_end_the_sandbox=True,
    ),
    Probe(
        name="inodes",
        promise="every writable folder refused more files than its limit",
        program=program("""
            import errno, os, sys
            for folder, most in (("/tmp", 5000), ("/dev/shm", 500), (".", 5000)):
                try:
                    for number in range(most + 1): os.mknod(f"{folder}/{number}")
                except OSError as error:
                    if error.errno == errno.ENOSPC: continue
                sys.exit(f"{folder} took {most} files")
        """),
    ),
    Probe(
        name="processes",
        promise="a fork bomb was refused at 16 processes",
        program=program("""
            import os, sys, time
            count = 1
            try:
                while count <= 16:
                    if os.fork() == 0:
                        time.sleep(9)
                    count += 1
            except OSError:
                sys.exit(0 if count <= 16 else 1)
            sys.exit(1)
        """),
    ),
    Probe(
        name="output",
        promise="a flood of output was cut at its limit",
        program="while True: print('flood' * 1000)",
        holds=lambda result: result.stopped is Stopped.OUTPUT and len(result.stdout) == ROOMY.stdout_bytes,
    ),
    Probe(
        name="network",
        promise="there is no interface but loopback, and no IPv4 or IPv6 even there",
        program=REFUSED
        + program("""
            if [name for _, name in socket.if_nameindex()] != ["lo"]: sys.exit(str(socket.if_nameindex()))
            for family in (socket.AF_INET, socket.AF_INET6):
                for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM): denied(socket.socket, family, kind)
        """),
    ),
    Probe(
        name="socket-families",
        promise="raw, packet, vsock, Bluetooth and kernel-crypto sockets were refused",
        program=REFUSED
        + program("""
            for family in (17, 40, 31, 38): denied(socket.socket, family, socket.SOCK_RAW)
            denied(socket.socket, socket.AF_INET, socket.SOCK_RAW, 1)
        """),
    ),
    Probe(
        name="read-only-root",
        promise="nothing could be written outside the folders made for it",
        program=REFUSED
        + program("""
            for folder in ("", "/etc", "/usr/bin", "/var/tmp", "/run", "/root", "/dev", "/peermill", "/box",
                           "/box/product", "/box/run", "/sys/fs/cgroup", "/proc/sys/kernel"):
                denied(open, f"{folder}/planted", "w")
        """),
    ),
    Probe(
        name="privileges",
        promise="no capability, no way to gain one, and a filter on system calls",
        program=program("""
            import sys
            status = dict(line.split(":", 1) for line in open("/proc/self/status"))
            wanted = {"CapPrm": "0", "CapEff": "0", "CapInh": "0", "CapAmb": "0", "NoNewPrivs": "1", "Seccomp": "2"}
            for name, value in wanted.items():
                if status[name].strip().lstrip("0") != value.lstrip("0"): sys.exit(f"{name} is {status[name]}")
        """),
    ),
    Probe(
        name="users",
        promise="it could become neither root nor the build user",
        program=REFUSED
        + program("""
            me = os.getuid()
            if me == 0 or os.getgroups() not in ([], [me]): sys.exit(f"uid {me}, groups {os.getgroups()}")
            for uid in (0, me - 1): denied(os.setuid, uid); denied(os.setgid, uid); denied(os.setgroups, [uid])
        """),
    ),
    Probe(
        name="supervisor",
        promise="the supervisor could be neither signalled nor read nor written to",
        program=REFUSED
        + program("""
            import signal
            for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGCHLD): denied(os.kill, 1, number)
            for name in ("fd/0", "fd/1", "fd/2", "mem", "environ", "maps"): denied(open, f"/proc/1/{name}")
            denied(os.listdir, "/proc/1/fd")
        """),
    ),
    Probe(
        name="namespaces",
        promise="no namespace could be made and nothing mounted",
        program=REFUSED
        + program("""
            for flag in (0x10000000, 0x00020000, 0x20000000, 0x40000000, 0x08000000, 0x04000000, 0x02000000):
                refused(272 if X86 else 97, flag)
            refused(165 if X86 else 40, b"none", b"/tmp", b"tmpfs", 0, None)
            refused(161 if X86 else 51, b"/tmp")
        """),
    ),
    Probe(
        name="kernel-surface",
        promise="ptrace, keyctl, io_uring, bpf, perf, userfaultfd and process_vm_readv were refused",
        program=REFUSED
        + program("""
            calls = (101, 250, 425, 321, 298, 323, 310) if X86 else (117, 219, 425, 280, 241, 282, 270)
            for number in calls: refused(number, 0, 0, 0, 0, 0)
        """),
    ),
    Probe(
        name="core-dumps",
        promise="no core is written or handed to a handler on the host, and that can't be changed",
        program=REFUSED
        + program("""
            import resource
            if resource.getrlimit(resource.RLIMIT_CORE) != (1, 1): sys.exit("the core limit isn't 1 byte")
            nothing = ctypes.byref((ctypes.c_ulong * 2)(0, 0))
            refused(160 if X86 else 164, resource.RLIMIT_CORE, nothing)
            refused(302 if X86 else 261, 0, resource.RLIMIT_CORE, nothing, None)
        """),
    ),
    Probe(
        name="nothing-survives",
        promise="files, shared memory, System V objects and processes of one test were gone in the next",
        before=program("""
            import ctypes, os, time
            libc = ctypes.CDLL(None)
            for folder in ("/tmp", "/dev/shm", "."):
                os.makedirs(f"{folder}/left/deep")
                open(f"{folder}/left/deep/file", "w").close()
                os.chmod(f"{folder}/left", 0)
            for make in (libc.shmget(7, 4096, 0o1777), libc.msgget(7, 0o1777), libc.semget(7, 1, 0o1777)):
                assert make >= 0
            if os.fork() == 0:
                os.setsid()
                time.sleep(60)
        """),
        program=program("""
            import ctypes, os, sys
            libc = ctypes.CDLL(None)
            left = [name for folder in ("/tmp", "/dev/shm", "/dev/mqueue", ".") for name in os.listdir(folder)]
            left = [name for name in left if not os.path.islink(name)]
            found = [make for make in (libc.shmget(7, 0, 0), libc.msgget(7, 0), libc.semget(7, 0, 0)) if make >= 0]
            others = [pid for pid in os.listdir("/proc") if pid.isdigit() and pid not in ("1", str(os.getpid()))]
            sys.exit(str((left, found, others)) if left or found or others else 0)
        """),
    ),
)
