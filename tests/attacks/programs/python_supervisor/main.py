"""Reads all that can be read of the supervisor, which knows nothing worth knowing, and can't change it."""

import pathlib
import sys

from attack import answer, broken, denied

number = int(input())
wanted = str(2 * number).encode()
for path in pathlib.Path("/peermill").rglob("*"):
    if path.is_file() and wanted in path.read_bytes():
        broken(f"{path} knows the expected output")
    if path.is_file():
        denied(open, path, "r+")
if wanted in pathlib.Path("/proc/1/cmdline").read_bytes():
    broken("the command line knows the expected output")
sys.path.insert(0, "/peermill")
answer(number)
