"""The attack kit: what each program under `programs/` tries, and what must come of it.

Each is turned in as an answer to "read a number, print its double", graded, and judged by three things: its verdict is
one of `allowed`, the word BROKEN (said by a program that got through) is nowhere in the report, the host is unharmed.
An attack that is refused and then answers rightly is AC: trying is no crime.
"""

from dataclasses import dataclass

from core.verdicts import Verdict

AC, WA, TLE, MLE, OLE = Verdict.AC, Verdict.WA, Verdict.TLE, Verdict.MLE, Verdict.OLE
RTE, CE, CF = Verdict.RTE, Verdict.CE, Verdict.CF
C, CPP, MAKE, PYTHON = "c-attack", "cpp-attack", "make-attack", "python-attack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """`detail` must be in the words of the report: the student is told what happened."""

    name: str
    tries: str
    allowed: frozenset[Verdict]
    exercise: str
    detail: str


def attack(name: str, tries: str, *allowed: Verdict, exercise: str = C, detail: str = "") -> Attack:
    return Attack(name=name, tries=tries, allowed=frozenset(allowed), exercise=exercise, detail=detail)


PROCESSES = (
    attack("fork_bomb", "fills the process table", TLE, RTE, MLE),
    attack("fork_bomb_setsid", "fills it with sessions of their own that ignore signals", TLE, RTE, MLE),
    attack("fork_bomb_exec", "fills it with programs that are executed anew", TLE, RTE, MLE),
    attack("vfork_bomb", "fills it with children that share one memory", TLE, RTE, MLE),
    attack("thread_bomb", "fills it with threads", AC),
    attack("orphans_outlive", "leaves processes behind that write into the next testcase", AC),
    attack("orphans_burn", "lets an orphan use the CPU, uncounted by wait4", TLE, detail="of CPU time"),
    attack("orphan_storm", "keeps the supervisor busy with a hundred thousand orphans", TLE),
    attack("signal_everyone", "stops and kills every process that it may", AC),
    attack("signal_own_group", "kills its own group after the right answer", RTE, detail="SIGKILL"),
    attack("churn_until_wall", "has processes end while the supervisor looks at them", TLE, MLE),
    attack("stop_itself", "stops instead of ending", TLE, detail="waiting for something"),
    attack("sleep_on", "sleeps and ignores every signal", TLE, detail="waiting for something"),
    attack("spin", "spins and ignores every signal", TLE, detail="of CPU time"),
    attack("spin_in_threads", "spins in eight threads while the first sleeps", TLE, detail="of CPU time"),
    attack("python_fork_bomb", "fills the process table from Python", TLE, RTE, MLE, exercise=PYTHON),
)

SUPERVISOR = (
    attack("signal_supervisor", "sends the supervisor every signal in every way", AC),
    attack("signal_from_files", "has the kernel signal the supervisor for a file", AC),
    attack("ptrace_supervisor", "traces the supervisor and reads its memory", AC),
    attack("supervisor_files", "opens the supervisor's pipes, memory and environment", AC),
    attack("race_supervisor", "signals and slows it while it still bears the student's uid", AC),
    attack("inherited", "looks for descriptors and variables that were left open to it", AC),
    attack("own_pipes", "reads and changes the pipes and the input that it was given", AC, WA),
    attack("forged_result", "writes the supervisor's frames to every descriptor", WA),
    attack("forged_pieces", "writes the engine's stream headers", WA),
    attack("constructor_exit", "ends well before main, without an answer", WA),
    attack("stderr_drip", "keeps the supervisor busy byte by byte, to look starved of CPU", TLE),
    attack("python_supervisor", "looks for the expected output in the supervisor", AC, exercise=PYTHON),
)

MEMORY = (
    attack("memory_heap", "takes memory by malloc", MLE, detail="32 MiB"),
    attack("memory_mmap", "takes shared memory by mmap", MLE),
    attack("memory_stack", "takes memory by recursion", MLE, RTE),
    attack("memory_shm", "takes memory by files in /dev/shm and /tmp", MLE),
    attack("memory_tmp", "takes memory by fallocate", MLE),
    attack("memory_memfd", "takes memory by files without a name", MLE),
    attack("memory_pipes", "takes memory by pipes full of data", MLE),
    attack("memory_page_tables", "takes memory by page tables alone", MLE),
    attack("memory_many_small", "makes the supervisor the kernel's first choice when memory ends", MLE),
    attack("memory_unix_sockets", "takes memory by sockets full of data", MLE),
    attack("network_buffers", "takes memory by TCP connections to itself", AC, MLE),
    attack("memory_brim", "leaves files that fill memory to the brim, for the supervisor to clear", AC, MLE),
    attack("huge_bss", "declares a gigabyte and uses it", MLE),
    attack("python_memory", "takes memory from Python", MLE, exercise=PYTHON),
)

FILES = (
    attack("inodes", "makes a million files", AC),
    attack("deep_directory", "nests folders twenty thousand deep", AC),
    attack("hard_to_remove", "leaves shut folders, links and pipes to stumble over", AC),
    attack("left_files", "leaves files for the next testcase, or changes the product", AC),
    attack("left_ipc", "leaves shared memory, semaphores and queues under another owner", AC),
    attack("file_descriptors", "takes every descriptor and every terminal", AC),
    attack("inotify", "takes every inotify instance and watch", AC),
    attack("setuid_copy", "becomes another user", AC),
    attack("search_expected", "searches the container for the expected output", AC),
    attack("search_others", "looks for the engine, the host's devices and other students", AC),
    attack("core_dump", "raises the core limit and dumps", RTE, detail="SIGABRT"),
    attack("python_left_customization", "leaves code that the next interpreter would load", AC, exercise=PYTHON),
    attack("python_reads_devices", "reads endless devices", AC, exercise=PYTHON),
)

OUTPUT = (
    attack("stdout_flood", "prints without end", OLE, detail="64 KiB"),
    attack("stderr_flood", "complains without end, then answers rightly", AC),
    attack("right_then_hang", "answers rightly, then hangs", TLE),
    attack("right_then_crash", "answers rightly, then crashes", RTE, detail="Segmentation fault"),
    attack("right_then_fail", "answers rightly, then fails", RTE, detail="exit code 1"),
    attack("stdout_closed", "closes every descriptor", WA),
    attack("hostile_text", "prints every byte, and orders to the reader's terminal", WA),
    attack("python_crash", "answers rightly, then crashes the interpreter", RTE, exercise=PYTHON),
    attack("python_threads_flood", "prints without end from eight threads", OLE, exercise=PYTHON),
)

KERNEL = (
    attack("network_internet", "reaches out by TCP, UDP and DNS", AC),
    attack("network_raw", "opens raw, packet, vsock and other unusual sockets", AC),
    attack("network_abstract", "leaves an abstract Unix socket behind", AC),
    attack("namespaces", "makes namespaces, mounts, changes its root", AC),
    attack("kernel_doors", "calls keyctl, io_uring, bpf, perf, userfaultfd and their like", AC),
    attack("host_wide_counters", "uses up what the whole host has one of", AC),
    attack("other_architecture", "makes 32-bit system calls", RTE, detail="SIGSYS"),
    attack("raise_limits", "raises its own limits and the supervisor's", AC),
    attack("priorities", "takes real time, locks memory, slows the supervisor", AC),
)

COMPILER = (
    attack("include_dev_zero", "includes a device", CE),
    attack("include_passwd", "includes a file of the system", CE),
    attack("include_itself", "includes itself twice, for ever", CE),
    attack("incbin_device", "has the assembler include a device", CE),
    attack("macro_bomb", "expands macros without end", CE),
    attack("template_bomb", "has the compiler make a thousand million templates", CE, exercise=CPP),
    attack("template_depth", "nests templates for ever", CE, exercise=CPP),
    attack("huge_array", "makes a program of three gigabytes", CE),
    attack("linked_source", "turns in a link to a file of the system", CF, detail="link out of the tree"),
    attack("linked_source_up", "turns in a link that climbs out", CF, detail="link out of the tree"),
    attack("linked_source_inside", "turns in a link to another of its files, which is fair", AC),
)

MAKEFILE = tuple(
    attack(name, tries, *allowed, exercise=MAKE)
    for name, tries, *allowed in (
        ("make_background", "leaves a process that rewrites the school's files", AC),
        ("make_school_link", "puts a link to / where the school's files go", AC),
        ("make_school_file", "puts a file there", AC),
        ("make_school_pipe", "puts a pipe there", AC),
        ("make_school_folder", "puts a shut folder with files of the same names there", AC),
        ("make_school_deep", "puts fifteen thousand nested folders there", AC),
        ("make_fills_disk", "leaves no room for the school's files", CE),
        ("make_fills_inodes", "leaves no inode for them", CE),
        ("make_fills_memory", "leaves no memory for them", CE),
        ("make_many_names", "leaves more names than a testcase's folder can show", CE),
        ("make_deep_product", "nests folders nineteen thousand deep", AC),
        ("make_shut_product", "shuts its own folder", AC),
        ("make_denies_tester", "denies the testers' user its folder", RTE),
        ("make_open_product", "opens the product to the tests, which then change it", AC),
        ("make_replaces_tools", "plants compilers and headers for the school's own build", AC),
        ("make_preloads", "plants a C library", AC),
        ("make_bomb", "calls itself twice, for ever", CE),
        ("make_takes_memory", "makes the supervisor the first choice when the memory of the build ends", CE),
        ("make_kills", "kills the supervisor, and all that it may", CE),
        ("make_sleeps", "never ends", CE),
        ("make_prints", "prints without end", CE),
        ("make_product_is_pipe", "makes a pipe of the object to be linked", CE),
        ("make_product_is_device", "makes a link to a device of it", CE),
        ("make_constructor", "answers from a constructor, before the school's main", WA),
        ("make_setuid", "leaves a set-user-id shell", AC),
        ("make_links_out", "leaves links out of the product", AC),
    )
)

ATTACKS = PROCESSES + SUPERVISOR + MEMORY + FILES + OUTPUT + KERNEL + COMPILER + MAKEFILE
