"""PID 1 of every sandbox: answers framed requests from stdin on stdout. Standard library only.

    host  --frame-->  PID 1  --fork, setuid, exec-->  the submission's process
          <--frame--         <--pipes, capped-------

A frame is two big-endian u32 lengths, a JSON header and a body of bytes. PID 1 says `{ready}` once, then gives one
answer a request; an answer with `fault` means that the request was refused.

    put   {files: [[path, executable, size], ...]}   body: the files' bytes, one after another
    run   see `run`                                  body: stdin; answer's body: stdout, then stderr
    seal  {}                                         makes the built product read-only
    get   {path, max_bytes}                          answer's body: the file

PID 1 holds SETUID, SETGID, KILL and CHOWN and nothing else. It touches a submission's files only as their owner and
follows no link, so whatever a submission plants can only hurt that submission. It knows no expected output.
"""

import contextlib
import ctypes
import gc
import itertools
import json
import os
import select
import signal
import stat
import struct
import sys
import time

PRODUCT = "/box/product"
HERE = "/box/test"
SHARED_FOLDERS = ("/tmp", "/dev/shm", "/dev/mqueue")
LENGTHS = struct.Struct(">II")
READ_SIZE = 1 << 16
SAMPLE_SECONDS = 0.01
OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
LIBC = ctypes.CDLL(None)
PR_SET_DUMPABLE = 4
IPC_RMID = 0


class Counters:
    """The container's own cgroup counters (v1 or v2), kept open: a figure costs one pread."""

    V1 = ("cpuacct/cpuacct.usage", "memory/memory.usage_in_bytes", "memory/memory.oom_control", "pids/pids.events")
    V2 = ("cpu.stat", "memory.current", "memory.events", "pids.events")

    def __init__(self, root="/sys/fs/cgroup"):
        self._v2 = os.path.exists(f"{root}/cgroup.controllers")
        names = self.V2 if self._v2 else self.V1
        self._cpu, self._memory, self._oom, self._pids = (os.open(f"{root}/{name}", os.O_RDONLY) for name in names)

    def cpu_us(self):
        """CPU time of the whole container less PID 1's own: orphans that escape wait4 are in it."""
        text = os.pread(self._cpu, 4096, 0)
        total = field(text, b"usage_usec") if self._v2 else int(text) // 1000
        return total - time.process_time_ns() // 1000

    def memory_kib(self):
        return int(os.pread(self._memory, 64, 0)) >> 10

    def oom_kills(self):
        return field(os.pread(self._oom, 4096, 0), b"oom_kill")

    def forks_refused(self):
        return field(os.pread(self._pids, 4096, 0), b"max")


def field(text, name):
    for line in text.splitlines():
        key, _, value = line.partition(b" ")
        if key == name:
            return int(value)
    return 0


@contextlib.contextmanager
def acting_as(uid):
    """Work on files as `uid`. Safe while no other process lives: the real and saved ids stay root's."""
    os.setegid(uid)
    os.seteuid(uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


# --- files ---


def open_parent(path, *, make):
    """Open the folder holding `path` below PRODUCT, one component at a time. Returns (descriptor, last name)."""
    *folders, name = path.split("/")
    here = os.open(PRODUCT, OPEN_FOLDER)
    for folder in folders:
        try:
            if make:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(folder, 0o755, dir_fd=here)
            below = os.open(folder, OPEN_FOLDER, dir_fd=here)
        finally:
            os.close(here)
        here = below
    return here, name


def write_file(path, executable, data):
    folder, name = open_parent(path, make=True)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        fd = os.open(name, flags, 0o755 if executable else 0o644, dir_fd=folder)
    finally:
        os.close(folder)
    with open(fd, "wb", buffering=0) as file:
        while data:
            data = data[file.write(data):]


def read_file(path, max_bytes):
    folder, name = open_parent(path, make=False)
    try:
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    finally:
        os.close(folder)
    with open(fd, "rb", buffering=0) as file:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"{path} is not a regular file")
        if status.st_size > max_bytes:
            raise OSError(f"{path} has {status.st_size} bytes; the most that is read is {max_bytes}")
        return file.read(max_bytes)


def empty(folder):
    """Remove all that lies below `folder`, as the current effective user.

    Sub-folders are moved up into `folder` before their parent goes, so depth costs neither stack nor descriptors.
    Two levels are enough at a time, and names can't clash with a submission's since a clash only asks for the next.
    """
    top = os.open(folder, OPEN_FOLDER)
    try:
        left = set()
        while folders := [name for name in os.listdir(top) if name not in left and not unlinked(name, top)]:
            left.update(name for name in folders if not folder_removed(name, top))
    finally:
        os.close(top)


def unlinked(name, folder):
    try:
        os.unlink(name, dir_fd=folder)
    except IsADirectoryError:
        return False
    except OSError:
        pass  # another user's: theirs to remove
    return True


def folder_removed(name, top):
    try:
        os.chmod(name, 0o700, dir_fd=top)
        below = os.open(name, OPEN_FOLDER, dir_fd=top)
    except OSError:
        return False
    try:
        for child in os.listdir(below):
            if not unlinked(child, below):
                os.chmod(child, 0o700, dir_fd=below)
                os.rename(child, free_name(top), src_dir_fd=below, dst_dir_fd=top)
        os.rmdir(name, dir_fd=top)
    except OSError:
        return False
    finally:
        os.close(below)
    return True


def free_name(folder, numbers=itertools.count()):
    while True:
        name = f".removed-{next(numbers)}"
        try:
            os.stat(name, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            return name


def seal():
    """Take every write permission but the owner's off the product, and drop what is no file, folder or link.

    `chmod` of the group bits also cuts the mask of any ACL, so no other user keeps a way to write.
    """
    for folder, _, names, fd in os.fwalk(PRODUCT, topdown=True, follow_symlinks=False):
        os.fchmod(fd, 0o755)
        for name in names:
            mode = os.stat(name, dir_fd=fd, follow_symlinks=False).st_mode
            if stat.S_ISREG(mode):
                os.chmod(name, 0o755 if mode & 0o111 else 0o644, dir_fd=fd)
            elif not stat.S_ISLNK(mode):
                os.unlink(name, dir_fd=fd)


def remove_ipc():
    """Remove the System V objects of the current effective user."""
    for kind, remove in (("shm", LIBC.shmctl), ("msg", LIBC.msgctl), ("sem", LIBC.semctl)):
        with open(f"/proc/sysvipc/{kind}") as table:
            for line in itertools.islice(table, 1, None):
                number = int(line.split()[1])
                if kind == "sem":
                    remove(number, 0, IPC_RMID)
                else:
                    remove(number, IPC_RMID, None)


# --- processes ---


class Capture:
    """Reads one pipe to at most `cap` bytes; what comes after is read and thrown away."""

    def __init__(self, cap, owner):
        self.reader, self.writer = os.pipe2(os.O_CLOEXEC)
        os.fchown(self.writer, owner, owner)  # so that `> /dev/stderr` works after the drop of uid
        os.set_blocking(self.reader, False)
        self.cap, self.data, self.over = cap, bytearray(), False

    def read(self):
        """Take what is there, once. False at the end of the stream or when nothing is there."""
        try:
            chunk = os.read(self.reader, READ_SIZE)
        except BlockingIOError:
            return False
        room = self.cap - len(self.data)
        self.data += chunk[:room]
        self.over |= len(chunk) > room
        return bool(chunk)


def spawn(uid, request, stdin, captures):
    """Start the request's command as `uid`. Returns its pid; raises OSError when it can't be executed.

    `posix_spawn` shares PID 1's memory until exec, where a fork would copy its page tables (a third of a test's
    time). The ids are taken on here, before it; exec itself makes `uid` the saved id too and drops every capability,
    and until exec is done PID 1 stands still, so no code of the submission ever runs beside a way back.
    """
    os.chdir(request["cwd"])
    os.setresgid(uid, uid, 0)
    os.setresuid(uid, uid, 0)
    try:
        actions = [(os.POSIX_SPAWN_DUP2, source, target) for target, source in enumerate((stdin, *captures))]
        return os.posix_spawn(
            which(request["argv"][0], request["env"]["PATH"]), request["argv"], request["env"],
            file_actions=actions, setsid=True, setsigdef=(signal.SIGPIPE, signal.SIGXFSZ),
        )
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)
        os.chdir("/")


def which(command, path):
    if "/" in command:
        return command
    candidates = (f"{folder}/{command}" for folder in path.split(":"))
    return next((name for name in candidates if os.access(name, os.X_OK)), command)


def reap(main):
    """Reap every process that has ended. Returns the wait status of `main` once it is among them."""
    status = None
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            if ended[0] == main:
                status = ended[1]
    return status


def kill_all(main=None):
    """Kill and reap until no process is left but PID 1. Returns the wait status of `main` if it was reaped here.

    `kill(-1)` signals all under one kernel lock, so a fork bomb can't outrun it.
    """
    status = None
    while True:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        try:
            while True:
                ended, code = os.waitpid(-1, 0)
                if ended == main:
                    status = code
        except ChildProcessError:
            if not others_live():
                return status


def others_live():
    try:
        os.kill(-1, 0)
    except ProcessLookupError:
        return False
    return True


def longest_wait_us():
    """The longest time that one live thread has stood runnable without a CPU (kernel: schedstat, second figure)."""
    longest = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        if pid == "1":
            continue
        with contextlib.suppress(OSError):
            for thread in os.listdir(f"/proc/{pid}/task"):
                with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{thread}/schedstat") as file:
                    longest = max(longest, int(file.read().split()[1]))
    return longest // 1000


def memory_file(data):
    """A read-only descriptor on `data` that any user may open again through /dev/stdin."""
    fd = os.memfd_create("stdin")
    try:
        while data:
            data = data[os.write(fd, data):]
        return os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_CLOEXEC)
    finally:
        os.close(fd)


class Supervisor:
    def __init__(self, build_uid, run_uid, cpus):
        self.users = {"build": build_uid, "run": run_uid}
        self.cpus = cpus
        self.counters = Counters()
        self.oom_score = os.open("/proc/self/oom_score_adj", os.O_WRONLY | os.O_CLOEXEC)
        self.wake, writer = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        os.mkdir(PRODUCT, 0o755)
        os.chown(PRODUCT, build_uid, build_uid)

    def put(self, request, body):
        start = 0
        with acting_as(self.users["build"]):
            for path, executable, size in request["files"]:
                write_file(path, executable, body[start:start + size])
                start += size
        return {}, b""

    def get(self, request, _):
        with acting_as(self.users["build"]):
            data = read_file(request["path"], request["max_bytes"])
        return {}, data

    def seal(self, *_):
        with acting_as(self.users["build"]):
            seal()
        return {"memory_kib": self.counters.memory_kib()}, b""

    def run(self, request, stdin):
        """Run one command as the build or the run user, to its end or a limit, and leave nothing of it behind.

        Request: who, argv, env, cpu_us, wall_us, stdout_cap, stderr_cap (bytes), sample_memory.
        A build works in the product's folder; a test in a folder made for it, whose links show the product.
        """
        who = request["who"]
        uid = self.users[who]
        request["cwd"] = PRODUCT if who == "build" else self.fresh_folder(uid)
        before = self.counters.oom_kills(), self.counters.forks_refused()
        captures = [Capture(request[cap], uid) for cap in ("stdout_cap", "stderr_cap")]
        source = memory_file(stdin)
        cpu_start, start = self.counters.cpu_us(), time.monotonic()
        try:
            with self.killed_before_pid_1():
                pid = spawn(uid, request, source, [capture.writer for capture in captures])
            exec_errno = 0
        except OSError as error:
            pid, exec_errno = None, error.errno
        for fd in (source, *(capture.writer for capture in captures)):
            os.close(fd)
        answer = self.watch(pid, request, captures, cpu_start, start)
        answer |= {
            "exec_errno": exec_errno,
            "cpu_us": self.counters.cpu_us() - cpu_start,
            "wall_us": int((time.monotonic() - start) * 1e6),
            "oom_kills": self.counters.oom_kills() - before[0],
            "forks_refused": self.counters.forks_refused() - before[1],
            "stdout_over": captures[0].over,
            "stderr_over": captures[1].over,
        }
        self.clean(who)
        out, err = (capture.data for capture in captures)
        return answer | {"stdout_bytes": len(out)}, bytes(out + err)

    @contextlib.contextmanager
    def killed_before_pid_1(self):
        """What starts meanwhile is the kernel's first choice when memory runs out."""
        os.pwrite(self.oom_score, b"1000", 0)
        try:
            yield
        finally:
            os.pwrite(self.oom_score, b"0", 0)

    def watch(self, pid, request, captures, cpu_start, start):
        """Drain the pipes until the process ends or passes a limit, then kill whatever is left."""
        poller = select.poll()
        by_fd = {capture.reader: capture for capture in captures}
        for fd in (self.wake, *by_fd):
            poller.register(fd, select.POLLIN)
        status = stopped = None
        wait_us = peak_kib = 0
        while pid and status is None and stopped is None:
            cpu_left = request["cpu_us"] - (self.counters.cpu_us() - cpu_start)
            wall_left = request["wall_us"] - int((time.monotonic() - start) * 1e6)
            if cpu_left <= 0:
                stopped = "cpu"
            elif wall_left <= 0:
                stopped, wait_us = "wall", longest_wait_us()
            elif captures[0].over:
                stopped = "output"
            else:
                pause = min(cpu_left / self.cpus, wall_left) / 1e6
                if request["sample_memory"]:
                    pause = min(pause, SAMPLE_SECONDS)
                    peak_kib = max(peak_kib, self.counters.memory_kib())
                for fd, _ in poller.poll(pause * 1000 + 1):
                    if fd == self.wake:
                        os.read(self.wake, READ_SIZE)
                        status = reap(pid)
                    elif not by_fd[fd].read():
                        poller.unregister(fd)
        killed = kill_all(pid)
        for capture in captures:
            while not capture.over and capture.read():
                pass
            os.close(capture.reader)
        ended = how_it_ended(killed if status is None else status)
        return ended | {"stopped": stopped, "wait_us": wait_us, "peak_kib": peak_kib}

    def fresh_folder(self, uid):
        os.mkdir(HERE, 0o755)
        os.chown(HERE, uid, uid)
        with acting_as(uid):
            for name in os.listdir(PRODUCT):
                os.symlink(f"{PRODUCT}/{name}", f"{HERE}/{name}")
        return HERE

    def clean(self, who):
        """Remove every trace of the last run but the product. Only its user can have left any."""
        with acting_as(self.users[who]):
            remove_ipc()
            for folder in SHARED_FOLDERS:
                empty(folder)
            if who == "run":
                os.chmod(HERE, 0o700)
                empty(HERE)
        if who == "run":
            os.rmdir(HERE)


def how_it_ended(status):
    if status is None:
        return {"exit": None, "signal": None}
    if os.WIFSIGNALED(status):
        return {"exit": None, "signal": os.WTERMSIG(status)}
    return {"exit": os.WEXITSTATUS(status), "signal": None}


# --- the wire ---


def read_exactly(count):
    data = bytearray()
    while len(data) < count:
        chunk = os.read(0, min(count - len(data), 1 << 20))
        if not chunk:
            sys.exit(0)  # the host is gone, and the container goes with PID 1
        data += chunk
    return bytes(data)


def write_frame(header, body=b""):
    text = json.dumps(header).encode()
    data = memoryview(LENGTHS.pack(len(text), len(body)) + text + body)
    while data:
        data = data[os.write(1, data):]


def serve(supervisor):
    operations = {"put": supervisor.put, "run": supervisor.run, "seal": supervisor.seal, "get": supervisor.get}
    write_frame({"ready": True, "memory_kib": supervisor.counters.memory_kib()})
    while True:
        header_size, body_size = LENGTHS.unpack(read_exactly(LENGTHS.size))
        request = json.loads(read_exactly(header_size))
        body = read_exactly(body_size)
        try:
            answer = operations[request["op"]](request, body)
        except OSError as error:
            answer = {"fault": str(error)}, b""
        write_frame(*answer)


def main():
    LIBC.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    os.setgroups([])
    os.umask(0o022)
    gc.disable()
    gc.freeze()
    serve(Supervisor(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))


if __name__ == "__main__":
    main()
