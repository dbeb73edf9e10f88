"""Mutants of a solution: each its sources with one change, in an order that is the same on every machine.

sources --> operators.changes --> Mutant (an id, a diff) --> spread: at most so many, from all over the sources
"""

import difflib
import hashlib
import random
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from core.trees import EntryKind, TreeEntry
from grader.verify.operators import DIALECTS, Change, Dialect, changes

CONTEXT_LINES = 2
ID_CHARACTERS = 8
SEED = 1


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """`number`: how many alike come before it, with the same lines changed in the same way elsewhere in the file."""

    path: str
    original: bytes
    change: Change
    number: int = 0

    @cached_property
    def source(self) -> bytes:
        return self.original[: self.change.start] + self.change.replacement + self.original[self.change.end :]

    @property
    def line(self) -> int:
        return self.original.count(b"\n", 0, self.change.start) + 1

    @cached_property
    def lines_changed(self) -> tuple[str, ...]:
        """Those of the diff that go and come, without what they stand among: so the id outlives an edit elsewhere."""
        lines = list(self._diff_lines())[2:]
        return tuple(line for line in lines if line.startswith(("+", "-")))

    @property
    def id(self) -> str:
        words = "\0".join((self.path, *self.lines_changed, str(self.number)))
        return hashlib.sha256(words.encode()).hexdigest()[:ID_CHARACTERS]

    @property
    def diff(self) -> str:
        """Unified, with the id and the operator's name where git puts a function's."""
        mark = f" {self.id} {self.change.operator}"
        return "\n".join(line + mark if line.startswith("@@") else line for line in self._diff_lines())

    def _diff_lines(self) -> Iterator[str]:
        before, after = (text.decode(errors="replace").split("\n") for text in (self.original, self.source))
        return difflib.unified_diff(before, after, f"a/{self.path}", f"b/{self.path}", lineterm="", n=CONTEXT_LINES)


def mutants_of(language: str, entries: Sequence[TreeEntry]) -> list[Mutant]:
    """Every mutant of the solution's sources in that language, by file and place; none where it has no dialect."""
    dialect = DIALECTS.get(language)
    if dialect is None:
        return []
    sources = [entry for entry in entries if is_source(entry, dialect)]
    return [mutant for entry in sources for mutant in mutants_in(dialect, entry)]


def is_source(entry: TreeEntry, dialect: Dialect) -> bool:
    return entry.kind is not EntryKind.LINK and PurePosixPath(entry.path).suffix in dialect.suffixes


def mutants_in(dialect: Dialect, entry: TreeEntry) -> Iterator[Mutant]:
    """Two rules may make the same program: it's one mutant."""
    alike: Counter[tuple[str, ...]] = Counter()
    seen = {entry.data}
    for change in changes(dialect, entry.data):
        mutant = Mutant(path=entry.path, original=entry.data, change=change)
        if mutant.source in seen:
            continue
        seen.add(mutant.source)
        number = alike[mutant.lines_changed]
        alike[mutant.lines_changed] += 1
        yield Mutant(path=entry.path, original=entry.data, change=change, number=number)


def spread(mutants: Sequence[Mutant], most: int) -> list[Mutant]:
    """At most so many, one of each line in turn, and by lot within a line; in the order given."""
    lot = random.Random(SEED)
    lines: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for index, mutant in enumerate(mutants):
        lines[mutant.path, mutant.line].append(index)
    queues = deque(deque(lot.sample(indices, len(indices))) for indices in lines.values())
    chosen: list[int] = []
    while queues and len(chosen) < most:
        queue = queues.popleft()
        chosen.append(queue.popleft())
        if queue:
            queues.append(queue)
    return [mutants[index] for index in sorted(chosen)]
