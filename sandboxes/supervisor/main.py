"""Entry point of PID 1: `main(BUILD_UID, RUN_UID, CPUS)` from the container's command line."""

import ctypes
import gc
import os
import signal
import sys

from sandboxes.supervisor import wire
from sandboxes.supervisor.service import Service

PR_SET_DUMPABLE = 4
# The host may have sent these to a conversation that had just ended.
LATE = ("hear", "stop")


def main() -> None:
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    os.setgroups([])
    os.umask(0o022)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # what has no handler, the kernel keeps from a namespace's PID 1
    service = Service(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
    gc.disable()  # a collection in the middle of a test would be paid by its wall time
    wire.write({"fixed_kib": service.counters.fixed_kib()})
    while True:
        request, body = wire.read_request()
        if request["op"] in LATE:
            continue
        try:
            answer = service.answer(request, body)
        except OSError as error:
            answer = {"fault": str(error)}, b""
        wire.write(*answer)


if __name__ == "__main__":
    main()
