"""Sources that the compiler may read in one go, since they can't change what the others mean.

A compiler's start and the headers cost more than a student's file. Files of one folder that begin with the same
includes, and then hold nothing but plain definitions, are one text: the includes once, then the bodies with a fence
between two. A fence is a function that stands nowhere but at the top level, so what a body leaves open ends the
compilation or swallows the fence. No body may hold a directive, or a word that hides a name from the linker (`static`,
an asm label, a name of the C library's own); no header of the tree may define a macro that stands for one. Where any of
this doesn't hold, or the text doesn't compile, or calls anything that needs telling, each file is compiled by itself:
this saves time and decides nothing.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from core.trees import EntryKind, Tree, TreeEntry
from grader.checks.sources import PRODUCT

HEADING = re.compile(rb'(?:[ \t]*+(?:/\*[^*\n]*+\*/[ \t]*+)?\n|#include[ \t]*(?:<[\w./]+\.h>|"[\w./]+\.h")[ \t]*\n)*')
INCLUDE = re.compile(rb"^#include.*$", re.MULTILINE)
OTHERWISE = re.compile(
    rb"#|%:|\?\?|\\[ \t\r\f\v]*\n|__|\0|"
    rb"\b(?:static|extern|asm|inline|typedef|enum|register|auto|typeof|_[A-Z]\w*)\b"
)
PLAIN_LINE = re.compile(
    rb"\s*#\s*(?:ifndef \w+|ifdef \w+|else|endif.*|include\s*(?:<[\w./]+\.h>|\"[\w./]+\.h\")|"
    rb"define\s+\w+(?:\s+\(?-?[0-9]\w*\)?)?)\s*"
)
HIDING = re.compile(rb"%:|\?\?|\\[ \t\r\f\v]*\n|_Pragma")
PLAIN_PATH = re.compile(r"[\w./-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """`text` is the whole, latin-1 for bytes. Each of `fences` must be a symbol of its object."""

    folder: str
    sources: tuple[str, ...]
    fences: tuple[str, ...]
    text: str


def together(tree: Tree, sources: Iterable[str]) -> list[Together]:
    """Groups of at least two of the sources; those in none are for themselves."""
    if any(entry.kind is EntryKind.LINK or not plain_if_header(entry) for entry in tree.entries):
        return []
    wanted = set(sources)
    groups: dict[tuple[str, tuple[bytes, ...]], list[tuple[str, bytes]]] = {}
    for entry in tree.entries:
        heading = HEADING.match(entry.data)
        if entry.path in wanted and heading and PLAIN_PATH.fullmatch(entry.path):
            body = entry.data[heading.end() :] + b"\n"
            if not OTHERWISE.search(body):
                key = str(PurePosixPath(entry.path).parent), tuple(INCLUDE.findall(heading[0]))
                groups.setdefault(key, []).append((entry.path, body))
    return [joined(folder, includes, files) for (folder, includes), files in groups.items() if len(files) > 1]


def plain_if_header(entry: TreeEntry) -> bool:
    """Whether no macro of a header stands for more than a number."""
    if not entry.path.endswith(".h"):
        return True
    directives = (line for line in entry.data.split(b"\n") if b"#" in line)
    return not HIDING.search(entry.data + b"\n") and all(PLAIN_LINE.fullmatch(line) for line in directives)


def joined(folder: str, includes: tuple[bytes, ...], files: list[tuple[str, bytes]]) -> Together:
    nonce = secrets.token_hex(8)
    fences = tuple(f"fence_{nonce}_{number}" for number in range(len(files)))
    bodies = [
        b"%s\nextern void %s(void) {}\n" % (body, fence.encode())
        for (_, body), fence in zip(files, fences, strict=True)
    ]
    return Together(
        folder=PRODUCT + folder,
        sources=tuple(PRODUCT + path for path, _ in files),
        fences=fences,
        text=b"\n".join([*includes, *bodies]).decode("latin-1"),
    )
