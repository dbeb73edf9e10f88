"""Where our Unix sockets live: the kernel takes 107 bytes of path, and a checkout may lie deeper than that."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from core.errors import GraderFault

SOCKET_PATH_BYTES = 107
LONGEST_NAME = len("/exec/containerd/containerd.sock.ttrpc")
HASH_CHARACTERS = 12


def socket_folder(var: Path, name: str) -> Path:
    """The folder for the sockets of `name`: below `var`, or a short one elsewhere where that lies too deep.

    The same `var` always gives the same folder.
    """
    folder = var.resolve() / name
    if len(os.fsencode(folder)) + LONGEST_NAME > SOCKET_PATH_BYTES:
        return _short_folder(folder)
    return folder


def made_private(folder: Path) -> Path:
    """The folder, made if need be, for us alone. Raises GraderFault where another user or a link holds its place."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise GraderFault(f"{folder} is not a folder of ours: remove it, or set PEERMILL_VAR to another folder")
    return folder


def _short_folder(folder: Path) -> Path:
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:HASH_CHARACTERS]
    base = Path("/run") if os.geteuid() == 0 else Path(tempfile.gettempdir())
    return base / f"peermill-{digest}"
