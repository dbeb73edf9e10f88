"""Reads objects of one repository through a single `git cat-file`, whose memory, CPU and wall time are limited.

    names --info-->  cat-file  --> type and size      nothing is read into our memory
    hash  --contents->         --> bytes              only of a size that the caller has seen, and checked by hash

A hostile object (a delta on a base of gigabytes, say) can end the git process, never ours.
"""

import hashlib
import resource
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from core.errors import GraderFault
from store.git_command import git_environment

BATCH = 256  # names asked for at once: question and answer both fit into a pipe, so neither side waits for the other
ADDRESS_SPACE_BYTES = 2 << 30
CPU_SECONDS = 60
WALL_SECONDS = 120.0


class MissingObject(GraderFault):
    """An object that the repository should hold isn't there, or is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectInfo:
    """`size` in bytes, as the object's header says; nothing else of it has been read."""

    hash: str
    type: str
    size: int


class ObjectReader:
    """One `git cat-file` for the length of a `with` block. `git_dir` is ours; `objects` may be a stranger's."""

    def __init__(self, git_dir: Path, *, objects: Path | None = None, wall_seconds: float = WALL_SECONDS) -> None:
        self.where = objects or git_dir
        self.complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end of the block
        self.process = self.start(git_environment(git_dir, objects=objects))
        resource.prlimit(self.process.pid, resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
        resource.prlimit(self.process.pid, resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        self.deadline = threading.Timer(wall_seconds, self.process.kill)
        self.deadline.daemon = True

    def start(self, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                ["git", "cat-file", "--batch-command"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.complaints,
                cwd="/",
                env=environment,
            )
        except OSError as error:
            self.complaints.close()
            raise GraderFault(f"git can't be started: {error.strerror}; is it installed?") from error

    def __enter__(self) -> Self:
        self.deadline.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.deadline.cancel()
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.complaints):
            with suppress(BrokenPipeError):  # of a question that git did not live to read
                stream.close()  # type: ignore[union-attr]

    def info(self, name: str) -> ObjectInfo | None:
        """What a name stands for (a hash or any revision, no line break in it); None if nothing or too many."""
        return next(self.infos([name]))

    def infos(self, names: Sequence[str]) -> Iterator[ObjectInfo | None]:
        """As `info`, in the order of the names."""
        for start in range(0, len(names), BATCH):
            batch = names[start : start + BATCH]
            self.ask("".join(f"info {name}\n" for name in batch))
            for _ in batch:
                yield self.answer()

    def need(self, name: str, kind: str) -> ObjectInfo:
        """As `info`, of an object that must be there and of that type. Raises MissingObject."""
        return self.checked(self.info(name), name, kind)

    def checked(self, found: ObjectInfo | None, name: str, kind: str) -> ObjectInfo:
        if found is None or found.type != kind:
            raise MissingObject(f"{self.where}: the {kind} {name} is missing or damaged")
        return found

    def contents(self, wanted: ObjectInfo) -> bytes:
        """All `wanted.size` bytes. Raises MissingObject unless they have the hash they go by."""
        self.ask(f"contents {wanted.hash}\n")
        found = self.answer()
        if found != wanted:
            raise MissingObject(f"{self.where}: the {wanted.type} {wanted.hash} is missing or damaged")
        data = self.output.read(wanted.size)
        if len(data) < wanted.size or self.output.read(1) != b"\n":
            raise self.ended()
        if object_hash(wanted.type, data, like=wanted.hash) != wanted.hash:
            raise MissingObject(f"{self.where}: the {wanted.type} {wanted.hash} is damaged")
        return data

    @property
    def output(self) -> IO[bytes]:
        assert self.process.stdout is not None
        return self.process.stdout

    def ask(self, question: str) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(question.encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            raise self.ended() from None

    def answer(self) -> ObjectInfo | None:
        line = self.output.readline()
        if not line.endswith(b"\n"):
            raise self.ended()
        words = line.decode(errors="replace").split()
        if len(words) != 3 or not words[2].isdecimal():
            return None  # "NAME missing", "NAME ambiguous"
        return ObjectInfo(hash=words[0], type=words[1], size=int(words[2]))

    def ended(self) -> MissingObject:
        status = self.process.wait()
        self.complaints.seek(0)
        lines = self.complaints.read(4096).decode(errors="replace").splitlines()
        reason = lines[-1] if lines else f"git ended with status {status}"
        return MissingObject(f"{self.where}: its objects can't be read: {reason}")


def object_hash(kind: str, data: bytes, *, like: str) -> str:
    """The name that git gives an object; SHA-1 or SHA-256, whichever is as long as `like`."""
    digest = hashlib.sha256() if len(like) == 64 else hashlib.sha1(usedforsecurity=False)
    digest.update(f"{kind} {len(data)}\0".encode())
    digest.update(data)
    return digest.hexdigest()
