"""What a commit is about, in a line that a terminal and a page may show."""

from pathlib import Path

from store.git_objects import ObjectReader

MAX_COMMIT_BYTES = 1 << 20
MAX_CHARACTERS = 72


def read_subject(repository: Path, commit: str) -> str:
    """The first line of the message, without control characters, cut at 72. Raises GraderFault."""
    with ObjectReader(repository) as objects:
        found = objects.need(commit, "commit")
        if found.size > MAX_COMMIT_BYTES:
            return ""
        _, _, message = objects.contents(found).partition(b"\n\n")
    line = message.decode(errors="replace").lstrip().partition("\n")[0]
    printable = "".join(character if character.isprintable() else " " for character in line).strip()
    return printable if len(printable) <= MAX_CHARACTERS else printable[: MAX_CHARACTERS - 1] + "…"
