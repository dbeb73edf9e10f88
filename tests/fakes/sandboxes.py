"""Sandboxes in memory. A script says what each command does; files, their rules and a sandbox's death are as real.

pool.take -> FakeSandbox.put / run / converse / seal / get -> destroyed
                            |        |
                            |     talk(command) -> a generator, which says what it yields and is sent what it hears
                         script(command) -> RunResult, or raises SandboxDied
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from core.errors import GraderFault, SandboxDied, SandboxRefused
from core.runs import Command, Conversation, RunResult, Sandbox
from core.trees import EntryKind, TreeEntry
from tests.fakes.conversations import Speaker, Talker, held, silent

Script = Callable[[Command], RunResult]


@dataclass
class FakeSandbox:
    """`log` holds what was asked of it, in order: `put FOLDER`, a command, or `seal`."""

    script: Script
    talk: Callable[[Command], Talker] = silent
    image_id: str = "sha256:fake"
    files: dict[str, TreeEntry] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    alive: bool = True
    out_of_memory: bool = False

    def put(self, entries: Sequence[TreeEntry], *, folder: str = "") -> None:
        self._check()
        self.log.append(f"put {folder}/")
        if folder:
            self.files = {path: entry for path, entry in self.files.items() if not path.startswith(f"{folder}/")}
        for entry in entries:
            path = f"{folder}/{entry.path}" if folder else entry.path
            if path in self.files or any(path.startswith(f"{other}/") for other in self.files):
                raise SandboxRefused(f"the sandbox refused to put: {path} is taken")
            self.files[path] = entry

    def run(self, command: Command) -> RunResult:
        self._check()
        self.log.append(" ".join(command.argv))
        self.commands.append(command)
        try:
            return self.script(command)
        except SandboxDied as death:
            self.alive, self.out_of_memory = False, death.out_of_memory
            raise

    def converse(self, command: Command, partner: Sandbox, partners: Command) -> Conversation:
        assert isinstance(partner, FakeSandbox)
        try:
            partner._begin(partners)
        except SandboxDied as death:
            raise GraderFault(f"the partner's sandbox: {death}") from None
        self._begin(command)
        return held(
            Speaker(self.talk(command), command.limits.stdout_bytes),
            Speaker(partner.talk(partners), partners.limits.stdout_bytes),
        )

    def _begin(self, command: Command) -> None:
        self._check()
        self.log.append(" ".join(command.argv))
        self.commands.append(command)

    def seal(self) -> None:
        self._check()
        self.log.append("seal")

    def get(self, path: str, max_bytes: int) -> bytes | None:
        self._check()
        entry = self.files.get(path)
        fits = entry is not None and entry.kind is not EntryKind.LINK and len(entry.data) <= max_bytes
        return entry.data if entry is not None and fits else None

    def _check(self) -> None:
        if not self.alive:
            raise SandboxDied("the sandbox died: it is gone", out_of_memory=self.out_of_memory)


@dataclass
class FakePool:
    """`taken` holds every sandbox in the order taken; one is dead as soon as its block ends."""

    script: Script
    talk: Callable[[Command], Talker] = silent
    taken: list[FakeSandbox] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    setups: list[bytes] = field(default_factory=list)

    @contextlib.contextmanager
    def take(self, language: str, setup: bytes = b"") -> Iterator[Sandbox]:
        sandbox = FakeSandbox(self.script, self.talk)
        self.taken.append(sandbox)
        self.languages.append(language)
        self.setups.append(setup)
        try:
            yield sandbox
        finally:
            sandbox.alive = False
