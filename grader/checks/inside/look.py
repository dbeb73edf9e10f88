"""What stands in the product, and which compilers were called. Runs in a sandbox, while no code of the submission does.

request, on stdin              answer, on stdout
{"product": path,              {"files": [{"path", "inode", "changed", "size"}...],
 "record": path or null}        "unread": [path...],
                                "calls": [[folder, compiler, argument...]...]}

`changed` is the time of the inode's last change in nanoseconds (inode(7), ctime), which no user can set. `unread`:
folders that a build has made too deep to look into, or without the permission.
"""

import contextlib
import json
import os
import stat
import sys
from typing import Any

RECORD_BYTES = 1 << 20


def main() -> None:
    request = json.load(sys.stdin)
    files, unread = files_below(request["product"])
    json.dump({"files": files, "unread": unread, "calls": calls_in(request["record"])}, sys.stdout)


def files_below(top: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Folder by folder: `os.walk` of Python 3.11 calls itself, and a build nests deeper than it can."""
    found: list[dict[str, Any]] = []
    unread: list[str] = []
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            for name in os.listdir(folder):
                path = os.path.join(folder, name)
                status = os.lstat(path)
                if stat.S_ISDIR(status.st_mode):
                    folders.append(path)
                elif stat.S_ISREG(status.st_mode):
                    found.append(stamp(os.path.relpath(path, top), status))
        except OSError:
            unread.append(shown(os.path.relpath(folder, top)))
    return found, unread


def stamp(name: str, status: os.stat_result) -> dict[str, Any]:
    changed, size = status.st_ctime_ns, status.st_size
    return {"path": shown(name), "inode": status.st_ino, "changed": changed, "size": size}


def calls_in(record: str | None) -> list[list[str]]:
    """One file a call, its words ended by NUL. What its writer made unreadable is no record."""
    found: list[list[str]] = []
    if record is None:
        return found
    with contextlib.suppress(OSError):
        for name in sorted(os.listdir(record)):
            path = os.path.join(record, name)
            if stat.S_ISREG(os.lstat(path).st_mode):
                with open(path, "rb") as file:
                    words = file.read(RECORD_BYTES).split(b"\0")[:-1]
                found.append([word.decode(errors="backslashreplace") for word in words])
    return found


def shown(name: str) -> str:
    return os.fsencode(name).decode(errors="backslashreplace")


if __name__ == "__main__":
    main()
