"""How to start `git http-backend` for one request: the command with its limits, and its whole environment.

    request --web room, streamed--> git http-backend --> receive-pack --> index-pack --> objects, once all is checked
                                                     --> upload-pack  --> pack-objects --> the client

The limits hold for each process below. What index-pack had written by the time that a limit stopped it lies in
receive-pack's quarantine, and goes with it; but git leaves the quarantine if receive-pack itself is killed (by
SIGTERM too), so end its input first, and see `git_leftovers`. No HTTP here, nothing is started.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from store.git_command import SETTINGS, isolated

ADDRESS_SPACE_BYTES = 2 << 30
CPU_SECONDS = 60
# Above `core.bigFileThreshold` index-pack would not hold a blob in memory but stream it, gigabytes of zeros for
# minutes; with that out of reach, a blob over the allocation limit ends the push as soon as its header is read.
LARGEST_OBJECT_BYTES = 128 << 20
STREAM_NO_OBJECT = "1024g"
THIN_PACK_ROOM_BYTES = 64 << 20  # index-pack adds to the pack the bases that a thin one leaves out

PROTOCOL = re.compile(r"[A-Za-z0-9=:.-]{0,64}")


class ServicePath(StrEnum):
    """The only paths below a repository's address that are served: those of git's smart protocol."""

    ADVERTISE = "info/refs"
    FETCH = "git-upload-pack"
    PUSH = "git-receive-pack"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendRequest:
    """A request: `query` without `?`, headers or "" where absent, its body plain. `remote_user` is the one let in."""

    path: ServicePath
    method: str
    query: str = ""
    content_type: str = ""
    protocol: str = ""
    remote_user: str
    remote_address: str = ""


def backend_command(folder: Path, request: BackendRequest, *, quota_bytes: int) -> tuple[list[str], dict[str, str]]:
    """Argument vector and whole environment to serve `request` on the bare repository at `folder`.

    `quota_bytes` is what a pushed pack may still have. Raises ValueError, for status 400, if the request is none that
    a git client makes.
    """
    check_request(request)
    return limited_command(quota_bytes), {
        **isolated(backend_settings(quota_bytes)),
        "GIT_PROJECT_ROOT": str(folder.parent),
        "GIT_HTTP_EXPORT_ALL": "1",
        "GIT_ALLOC_LIMIT": str(LARGEST_OBJECT_BYTES),
        "PATH_INFO": f"/{folder.name}/{request.path}",
        "REQUEST_METHOD": request.method,
        "QUERY_STRING": request.query,
        "CONTENT_TYPE": request.content_type,
        "HTTP_GIT_PROTOCOL": request.protocol,
        "REMOTE_USER": request.remote_user,
        "REMOTE_ADDR": request.remote_address,
    }


def check_request(request: BackendRequest) -> None:
    """Only the shapes of the smart protocol, so that no text of a stranger's reaches git's environment."""
    if request.path is ServicePath.ADVERTISE:
        expected_method, queries, content_type = "GET", tuple(f"service={service}" for service in SERVICES), ""
    else:
        expected_method, queries, content_type = "POST", ("",), f"application/x-{request.path}-request"
    fair = (
        request.method == expected_method
        and request.query in queries
        and request.content_type == content_type
        and PROTOCOL.fullmatch(request.protocol)
        and "\0" not in request.remote_user + request.remote_address
    )
    if not fair:
        raise ValueError("not a request of git's smart HTTP protocol")


SERVICES = (ServicePath.FETCH, ServicePath.PUSH)


def limited_command(quota_bytes: int) -> list[str]:
    return [
        "prlimit",
        f"--as={ADDRESS_SPACE_BYTES}",
        f"--cpu={CPU_SECONDS}",
        f"--fsize={max(quota_bytes, 0) + THIN_PACK_ROOM_BYTES}",
        "--core=0",
        "git",
        "http-backend",
    ]


def backend_settings(quota_bytes: int) -> dict[str, str]:
    return {
        **SETTINGS,
        "transfer.fsckObjects": "true",
        "receive.maxInputSize": str(max(quota_bytes, 1)),  # 0 would mean no limit
        "core.bigFileThreshold": STREAM_NO_OBJECT,
        "core.deltaBaseCacheLimit": "32m",
        "pack.windowMemory": "32m",
        "pack.deltaCacheSize": "16m",
    }
