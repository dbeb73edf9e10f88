"""Programs of ours that run a submission where an exercise asks for it, instead of a harness of its author's."""

from dataclasses import dataclass

from core.trees import TreeEntry
from exercises.manifest import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """`files` are put at `school/` beside the harness's own; `commands` build them; each testcase runs `command`."""

    files: tuple[TreeEntry, ...]
    commands: tuple[tuple[str, ...], ...]
    command: tuple[str, ...]


def driver_of(_manifest: Manifest) -> Driver | None:
    """The driver that the manifest asks for."""
    return None
