"""What a commit and those before it are about, in lines that a terminal and a page may show."""

from pathlib import Path

from store.git_command import FULL_HASH
from store.git_objects import MissingObject, ObjectInfo, ObjectReader

MAX_COMMIT_BYTES = 1 << 20
MAX_CHARACTERS = 72
MOST_COMMITS = 4
SHORT = 9


def read_subject(repository: Path, commit: str) -> str:
    """The first line of the message, without control characters, cut at 72. Raises GraderFault."""
    with ObjectReader(repository) as objects:
        return subject_of(read_commit(objects, objects.need(commit, "commit")))


def history_of(objects: ObjectReader, commit: ObjectInfo) -> tuple[str, ...]:
    """Short hash and subject of the commit and up to three before it, by first parents, as far as they are there."""
    lines: list[str] = []
    found: ObjectInfo | None = commit
    try:
        while found and found.type == "commit" and len(lines) < MOST_COMMITS:
            content = read_commit(objects, found)
            lines.append(f"{found.hash[:SHORT]} {subject_of(content)}".rstrip())
            parent = first_parent(content)
            found = objects.info(parent) if parent else None
    except MissingObject:
        pass  # a damaged or shallow history is no reason not to grade
    return tuple(lines)


def read_commit(objects: ObjectReader, found: ObjectInfo) -> bytes:
    """Nothing of one that is too large to be written by hand."""
    return objects.contents(found) if found.size <= MAX_COMMIT_BYTES else b""


def first_parent(content: bytes) -> str | None:
    """`tree HASH`, then `parent HASH` for each parent."""
    _, _, after_tree = content.partition(b"\n")
    word, _, rest = after_tree.partition(b"\n")[0].partition(b" ")
    name = rest.decode(errors="replace")
    return name if word == b"parent" and FULL_HASH.fullmatch(name) else None


def subject_of(content: bytes) -> str:
    _, _, message = content.partition(b"\n\n")
    line = message.decode(errors="replace").lstrip().partition("\n")[0]
    printable = "".join(character if character.isprintable() else " " for character in line).strip()
    return printable if len(printable) <= MAX_CHARACTERS else printable[: MAX_CHARACTERS - 1] + "…"
