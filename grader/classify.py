"""From what a run did to a verdict, and to words. The order of the rules is the order of blame."""

import signal

from core.runs import Limits, RunResult, Stopped
from core.verdicts import Verdict

SIGNAL_WORDS = {
    signal.SIGSEGV: "Segmentation fault",
    signal.SIGABRT: "Aborted",
    signal.SIGFPE: "Floating point exception",
    signal.SIGILL: "Illegal instruction",
    signal.SIGBUS: "Bus error",
    signal.SIGKILL: "Killed",
    signal.SIGPIPE: "Broken pipe",
    signal.SIGTERM: "Terminated",
    signal.SIGXFSZ: "File size limit exceeded",
    signal.SIGSYS: "Bad system call",
}


def classify(result: RunResult, limits: Limits, exit_code: int) -> tuple[Verdict | None, str]:
    """The verdict that the run alone decides, with its reason in words; None where the output has to decide."""
    if result.out_of_memory:
        return Verdict.MLE, f"needed more than {limits.memory_mib} MiB of memory"
    if result.stopped is Stopped.CPU or result.cpu_ms > limits.cpu_ms:
        return Verdict.TLE, f"used {result.cpu_ms:.0f} ms of CPU time, the limit is {limits.cpu_ms} ms"
    if result.stopped is Stopped.WALL:
        used = f"used only {result.cpu_ms:.0f} ms of CPU time"
        return Verdict.TLE, f"still not done after {limits.wall_ms} ms ({used}: is it waiting for something?)"
    if result.stopped is Stopped.OUTPUT or result.stdout_over:
        return Verdict.OLE, f"printed more than {limits.stdout_bytes >> 10} KiB"
    if result.exec_error:
        return Verdict.RTE, f"could not be started: {result.exec_error}"
    if result.signal is not None:
        return Verdict.RTE, crashed(result, limits)
    if result.exit_code != exit_code:
        return Verdict.RTE, f"ended with exit code {result.exit_code}, expected {exit_code}{refused(result, limits)}"
    return None, ""


def crashed(result: RunResult, limits: Limits) -> str:
    assert result.signal is not None
    return f"stopped by {signal_name(result.signal)}{refused(result, limits)}"


def refused(result: RunResult, limits: Limits) -> str:
    return f" (it asked for more than {limits.processes} processes at once)" if result.forks_refused else ""


def signal_name(number: int) -> str:
    """`SIGSEGV (Segmentation fault)`: the name for a search, the words as a shell says them."""
    try:
        name = signal.Signals(number)
    except ValueError:
        return f"signal {number}"
    return f"{name.name} ({SIGNAL_WORDS[name]})" if name in SIGNAL_WORDS else name.name
