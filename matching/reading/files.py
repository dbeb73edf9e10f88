"""Files as a person names them: only regular ones are opened, and only those that aren't too large."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from core.errors import UsageError

LARGEST = 1 << 30


def opened(path: Path) -> BinaryIO:
    """Open for reading in binary. Raises UsageError.

    A fifo isn't opened at all. One that takes the file's place after we looked can't hold us up: we don't wait.
    """
    try:
        _check_regular(path, path.stat())
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"{path}: {words}") from None
    file = os.fdopen(descriptor, "rb")
    try:
        _check_regular(path, os.fstat(descriptor))
    except UsageError:
        file.close()
        raise
    return file


def _check_regular(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise UsageError(f"{path} is a folder, where a file is needed")
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{path} is no regular file")


def read_whole(path: Path, most: int = LARGEST) -> bytes:
    """Raises UsageError, also where it holds more than `most` bytes."""
    with opened(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise UsageError(f"{path} is larger than {most / 2**20:.0f} MiB, the most that is read")
    return data
