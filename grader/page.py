"""What the driver of [page] printed, taken apart: what the looks saw, and a picture of the page.

stdout --> looks       compared with what was expected, as any other output
       --> picture     PNG in base64, kept in the report

The driver runs as the student's user beside a browser that runs the student's scripts, so all of it is hostile.
"""

import base64
import binascii
import struct
from dataclasses import replace

from core.errors import GraderFault
from core.reports import MAX_SCREENSHOT_BYTES, PNG_MAGIC
from core.runs import Command, RunResult, Sandbox
from grader.fairness import run_fairly
from grader.words import excerpt

MARK = b"\nscreenshot "
PICTURE_BYTES = MAX_SCREENSHOT_BYTES * 4 // 3 + 64
MOST_WIDE, MOST_HIGH = 1280, 800
NO_BROWSER = 70


def run_page(sandbox: Sandbox, command: Command) -> tuple[RunResult, str | None]:
    """Run the driver; its result with the looks alone as output, and the picture if there is one that may be shown.

    Raises GraderFault where the browser didn't start, which is before anything of the submission runs.
    """
    limits = replace(command.limits, stdout_bytes=command.limits.stdout_bytes + PICTURE_BYTES)
    return take_apart(run_fairly(sandbox, replace(command, limits=limits)))


def take_apart(result: RunResult) -> tuple[RunResult, str | None]:
    if result.exit_code == NO_BROWSER:
        raise GraderFault(excerpt(result.stderr, 500).strip())
    looks, mark, picture = (b"\n" + result.stdout).rpartition(MARK)
    if not mark:
        return result, None
    return replace(result, stdout=looks[1:] + b"\n"), picture_in(picture.strip())


def picture_in(text: bytes) -> str | None:
    """The picture in base64 if it is a PNG no larger than a page that we show; no byte of it is unpacked here."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    if len(data) > MAX_SCREENSHOT_BYTES or not data.startswith(PNG_MAGIC + b"\0\0\0\rIHDR"):
        return None
    width, height = size_of(data)
    return text.decode() if 0 < width <= MOST_WIDE and 0 < height <= MOST_HIGH else None


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height, which a PNG has at bytes 16 to 24 (PNG specification, 11.2.1). A cut one is 0 by 0."""
    return struct.unpack(">II", png[16:24]) if len(png) >= 24 else (0, 0)


def unseen(expected: bytes, seen: bytes) -> str:
    """In words: which look saw something else."""
    seen_lines = seen.split(b"\n")
    for number, line in enumerate(expected.splitlines()):
        if number >= len(seen_lines) or seen_lines[number].rstrip() != line.rstrip():
            return f"not as expected: {excerpt(line.partition(b': ')[0], 200)}"
    return "more was seen than expected"
