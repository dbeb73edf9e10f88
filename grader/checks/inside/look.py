"""What stands in the product, and which compilers were called. Runs in a sandbox, while no code of the submission does.

request, on stdin              answer, on stdout
{"product": path,              {"files": [{"path", "inode", "changed", "size"}...],
 "record": path or null}        "calls": [[folder, compiler, argument...]...]}

`changed` is the time of the inode's last change in nanoseconds (inode(7), ctime), which no user can set.
"""

import json
import os
import stat
import sys
from typing import Any


def main() -> None:
    request = json.load(sys.stdin)
    answer = {"files": files_below(request["product"]), "calls": calls_in(request["record"])}
    json.dump(answer, sys.stdout)


def files_below(top: str) -> list[dict[str, Any]]:
    found = []
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            status = os.lstat(path)
            if stat.S_ISREG(status.st_mode):
                found.append(
                    {
                        "path": shown(os.path.relpath(path, top)),
                        "inode": status.st_ino,
                        "changed": status.st_ctime_ns,
                        "size": status.st_size,
                    }
                )
    return found


def calls_in(record: str | None) -> list[list[str]]:
    """One file a call, its words ended by NUL."""
    if record is None or not os.path.isdir(record):
        return []
    found = []
    for name in sorted(os.listdir(record)):
        path = os.path.join(record, name)
        if stat.S_ISREG(os.lstat(path).st_mode):
            with open(path, "rb") as file:
                found.append([word.decode(errors="backslashreplace") for word in file.read().split(b"\0")[:-1]])
    return found


def shown(name: str) -> str:
    return os.fsencode(name).decode(errors="backslashreplace")


if __name__ == "__main__":
    main()
