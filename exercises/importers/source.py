"""A source's folder as an importer reads it: every file once, and none forgotten."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from core.errors import BrokenExercise
from core.trees import EntryKind, TreeEntry
from exercises.files import is_folder, read_entries
from exercises.importers.plan import Left, PlannedFile

MOST_FILES = 2_000


class Source:
    """`take` gives a file and notes that it was used; `rest` are those that nobody took."""

    def __init__(self, folder: Path) -> None:
        if not is_folder(folder):
            raise BrokenExercise(f"{folder}: not a folder")
        self.folder = folder
        self._files: dict[str, TreeEntry] = {entry.path: entry for entry in read_entries(folder)}
        self._taken: set[str] = set()
        if len(self._files) > MOST_FILES:
            raise BrokenExercise(f"{folder}: more than {MOST_FILES} files")

    @property
    def paths(self) -> list[str]:
        return sorted(self._files)

    def has(self, path: str) -> bool:
        return path in self._files

    def take(self, path: str, what: str) -> PlannedFile:
        """Raises BrokenExercise where there is no such file."""
        if path not in self._files:
            raise BrokenExercise(f"{self.folder / path}: missing: {what}")
        self._taken.add(path)
        entry = self._files[path]
        return PlannedFile(data=entry.data, executable=entry.kind is EntryKind.EXECUTABLE)

    def text(self, path: str, what: str) -> str:
        try:
            return self.take(path, what).data.decode()
        except UnicodeDecodeError as error:
            raise BrokenExercise(f"{self.folder / path}: {what}: not UTF-8 text ({error.reason})") from None

    def below(self, folder: str) -> list[str]:
        return [path for path in self.paths if path.startswith(f"{folder}/")]

    def rest(self, reasons: Mapping[str, str]) -> Iterable[Left]:
        """Every file that wasn't taken, with the reason for its beginning, or that nothing is known of it."""
        for path in self.paths:
            if path not in self._taken:
                known = (why for start, why in reasons.items() if path.startswith(start))
                yield Left(source=path, why=next(known, "nothing is known of such a file"))
