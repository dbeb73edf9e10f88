"""Reads devices and endless files of /proc and /sys as far as it may."""

import os
import pathlib

from attack import answer

number = int(input())
for path in ("/dev/zero", "/dev/urandom", "/dev/full"):
    with open(path, "rb") as device:
        device.read(1 << 20)
for top in ("/proc/self", "/proc/sys/kernel", "/sys/fs/cgroup"):
    for path in list(pathlib.Path(top).iterdir())[:100]:
        try:
            os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))
        except OSError:
            continue
answer(number)
