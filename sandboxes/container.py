"""How a sandbox's container is made: every protection that Docker gives, in one place, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandboxes.seccomp import profile

LABEL = "peermill.sandbox"
OWNER_LABEL = "peermill.owner"
DEADLINE_LABEL = "peermill.deadline"
LIFETIME_SECONDS = 2 * 3600
FIRST_UID = 200_000
SLOTS = 50_000
MIB = 1 << 20
PID_1_PROCESSES = 1
PID_1_MIB = 16

PRODUCT = "size=128m,nr_inodes=20000,mode=0755,exec,nosuid,nodev,noatime"
RUN = "size=64m,nr_inodes=5000,mode=0755,exec,nosuid,nodev,noatime"
TMP = "size=64m,nr_inodes=5000,mode=1777,exec,nosuid,nodev,noatime"
SHM = "size=16m,nr_inodes=500,mode=1777,noexec,nosuid,nodev,noatime"
MAX_FILE_BYTES = 128 * MIB
# One byte, not none: at 0 the kernel still hands a core to a handler that the host's core_pattern pipes to (core(5)).
NO_CORE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerSpec:
    """`memory_mib` and `processes` are what a container starts with; each run sets its own.

    `environment` is what each command has besides what all have.
    """

    image_id: str
    slot: int
    runtime: str
    cpus: float = 1.0
    memory_mib: int = 512 + PID_1_MIB
    processes: int = 64
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """One container of a slot at a time an engine: its name is the lock."""
        return f"peermill-sandbox-{self.slot}"

    @property
    def uids(self) -> tuple[int, int]:
        """(build, run): no other live container has them, since the kernel counts many things by uid alone."""
        return FIRST_UID + 2 * self.slot, FIRST_UID + 2 * self.slot + 1


def command(spec: ContainerSpec) -> list[str]:
    start = "import sys; sys.path.insert(0, '/peermill'); from sandboxes.supervisor.main import main; main()"
    return ["python3", "-ISBc", start, *(str(uid) for uid in spec.uids), str(spec.cpus)]


def labels(owner: str, now: float) -> dict[str, str]:
    return {LABEL: "1", OWNER_LABEL: owner, DEADLINE_LABEL: str(int(now + LIFETIME_SECONDS))}


def host_config(spec: ContainerSpec) -> dict[str, Any]:
    """Keyword arguments of docker's `create_host_config`."""
    memory = spec.memory_mib * MIB
    return {
        "runtime": spec.runtime,
        "network_mode": "none",
        "read_only": True,
        "tmpfs": {"/box/product": PRODUCT, "/box/run": RUN, "/tmp": TMP, "/dev/shm": SHM},
        "cap_drop": ["ALL"],
        "cap_add": ["SETUID", "SETGID", "KILL", "CHOWN"],
        "security_opt": ["no-new-privileges", f"seccomp={profile()}"],
        "mem_limit": memory,
        "memswap_limit": memory,
        "pids_limit": spec.processes + PID_1_PROCESSES,
        "nano_cpus": int(spec.cpus * 1e9),
        "ulimits": [
            {"Name": name, "Soft": value, "Hard": value}
            for name, value in (
                ("core", NO_CORE),
                ("fsize", MAX_FILE_BYTES),
                ("nofile", 1024),
                ("memlock", 64 << 10),
                ("msgqueue", 256 << 10),
                ("sigpending", 1024),
                ("rtprio", 0),
            )
        ],
        "log_config": {"Type": "none", "Config": {}},
        "ipc_mode": "private",
    }
