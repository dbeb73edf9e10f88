"""The driver of a Gradescope autograder: its folder is built into an image of its own, and run as it expects to be.

image    /opt/peermill/autograder/source   the folder, where `setup.sh` was run as root with the network
         /autograder -> /tmp/autograder    the only place that can be written while a submission is graded
run      /tmp/autograder/{source,submission,results,run_autograder}, made anew each time
"""

import base64
import io
import tarfile

from core.trees import EntryKind, TreeEntry
from exercises.drivers.driver import Driver, source

SETUP = """#!/bin/sh
set -eu
mkdir -p /autograder/source /autograder/submission /autograder/results
base64 -d << 'END_OF_FOLDER' | tar -x -C /autograder/source
{folder}END_OF_FOLDER
cp /autograder/source/run_autograder /autograder/run_autograder
chmod +x /autograder/run_autograder /autograder/source/setup.sh
export PIP_BREAK_SYSTEM_PACKAGES=1
apt-get update -q
cd /autograder/source
bash ./setup.sh
cd /
mkdir -p /opt/peermill
rm -rf /opt/peermill/autograder
cp -a /autograder /opt/peermill/autograder
chmod -R a+rX /opt/peermill/autograder
rm -rf /autograder
ln -s /tmp/autograder /autograder
"""


def gradescope_driver() -> Driver:
    return Driver(files=(source("gradescope.sh"),), commands=(), command=("sh", "school/gradescope.sh"))


def setup_script(harness: tuple[TreeEntry, ...]) -> bytes:
    """The script that makes the image; the same for the same files, since the image is found by its hash."""
    folder = base64.encodebytes(archive(harness)).decode()
    return SETUP.format(folder=folder).encode()


def archive(entries: tuple[TreeEntry, ...]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for entry in entries:
            member = tarfile.TarInfo(entry.path)
            member.size = len(entry.data)
            member.mode = 0o755 if entry.kind is EntryKind.EXECUTABLE else 0o644
            tar.addfile(member, io.BytesIO(entry.data))
    return stream.getvalue()
