"""What the compiler was told, as the scripts that stand in its place recorded it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Self

from grader.checks.outcome import few
from grader.words import command_line

SOURCES = (".c", ".cc", ".cpp", ".cxx")
NO_CODE = ("-E", "-M", "-MM", "-fsyntax-only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`folder` is where the compiler was called, which its arguments' paths start from."""

    folder: str
    compiler: str
    arguments: tuple[str, ...]

    @classmethod
    def read(cls, words: Sequence[str]) -> Self:
        return cls(folder=words[0], compiler=words[1], arguments=tuple(words[2:]))

    @property
    def sources(self) -> list[str]:
        return [word for word in self.arguments if word.endswith(SOURCES) and not word.startswith("-")]

    @property
    def compiles(self) -> bool:
        return bool(self.sources) and not any(word in NO_CODE for word in self.arguments)

    def names(self, path: str) -> bool:
        """Whether a source of that file name is among the arguments, in whatever folder."""
        return any(PurePosixPath(word).name == PurePosixPath(path).name for word in self.sources)


def flag_problems(calls: Sequence[Call], flags: Sequence[str], objects: Sequence[str]) -> Iterator[str]:
    """`objects`: those that the build made; one that no recorded call accounts for was made out of sight."""
    compiling = [call for call in calls if call.compiles]
    if not compiling:
        yield "no compiler was called by its name (cc, gcc), so its flags can't be seen"
        return
    for missing, sources in without_flags(compiling, flags).items():
        yield f"{command_line(missing)} missing where these are compiled: {few(sources)}"
    taken_back = sorted({word for call in compiling for word in call.arguments if takes_back(word, flags)})
    if taken_back:
        yield f"the flags asked for are taken back by {command_line(taken_back)}"
    seen = {PurePosixPath(source).stem for call in compiling for source in call.sources}
    unseen = [path for path in objects if PurePosixPath(path).stem not in seen]
    if unseen:
        yield f"not made by a compiler called by its name (cc, gcc): {few(unseen)}"


def without_flags(calls: Sequence[Call], flags: Sequence[str]) -> dict[tuple[str, ...], list[str]]:
    """The sources that were compiled without some of the flags, by which those were."""
    found: dict[tuple[str, ...], list[str]] = {}
    for call in calls:
        missing = tuple(flag for flag in flags if flag not in call.arguments)
        if missing:
            found.setdefault(missing, []).extend(call.sources)
    return found


def takes_back(word: str, flags: Sequence[str]) -> bool:
    return any(flag.startswith("-W") for flag in flags) and (word == "-w" or word.startswith("-Wno-"))
