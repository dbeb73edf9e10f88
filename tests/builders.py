"""Exercises, trees, limits and run results for tests: one plain line each, with only what the test is about named."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from core.runs import Command, Limits, RunResult, Who
from core.trees import EntryKind, Tree, TreeEntry
from exercises.manifest import Manifest
from exercises.model import Exercise, Testcase

LIMITS = Limits(cpu_ms=1000, wall_ms=4000, memory_mib=64, processes=16, stdout_bytes=64 << 10)
COMMIT = "c0ffee" + "0" * 34

ENDED_WELL = RunResult(
    exit_code=0,
    signal=None,
    stopped=None,
    exec_error=None,
    cpu_ms=1.5,
    wall_ms=2.5,
    memory_kib=640,
    out_of_memory=False,
    forks_refused=False,
    starved=False,
    stdout=b"",
    stderr=b"",
    stdout_over=False,
    stderr_over=False,
)


def ran(**changes: object) -> RunResult:
    """A run that ended well, but for `changes`."""
    return replace(ENDED_WELL, **changes)  # type: ignore[arg-type]  # a wrong name fails the test


def limits(**changes: object) -> Limits:
    return replace(LIMITS, **changes)  # type: ignore[arg-type]


def build_command(*argv: str, **changes: object) -> Command:
    return Command(who=Who.BUILD, argv=argv, limits=limits(**changes))


def command(*argv: str, stdin: bytes = b"", **changes: object) -> Command:
    """A command of the test user."""
    return Command(who=Who.TEST, argv=argv, limits=limits(**changes), stdin=stdin)


def file(path: str, data: bytes = b"", kind: EntryKind = EntryKind.FILE) -> TreeEntry:
    return TreeEntry(path=path, kind=kind, data=data)


def tree(files: Mapping[str, bytes], commit: str | None = COMMIT) -> Tree:
    return Tree(entries=tuple(file(path, data) for path, data in sorted(files.items())), commit=commit)


def a_testcase(name: str = "one", **changes: object) -> Testcase:
    """Worth one point; expects `fine` and exit code 0."""
    plain = Testcase(
        name=name, group="tests", stdin=b"", arguments=(), expected=b"fine\n", exit_code=0, cpu_ms=1000, points=1
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def manifest(**sections: object) -> Manifest:
    """One build command, `make`, and every testcase runs `./main`."""
    plain: dict[str, object] = {
        "version": 1,
        "title": "An exercise",
        "language": "c",
        "turn_in": {"required": ["/main.c"]},
        "build": {"commands": [["make"]]},
        "run": {"command": ["./main"]},
    }
    return Manifest.model_validate(plain | sections)


def exercise(*testcases: Testcase, school: tuple[TreeEntry, ...] = (), **sections: object) -> Exercise:
    """`school` are the files of the harness, `sections` those of the manifest."""
    found = manifest(**sections)
    return Exercise(
        slug="an-exercise",
        folder=Path("an-exercise"),
        digest="sha256:0123",
        manifest=found,
        statements={"en": "Do it."},
        rubric=None,
        harness=school,
        harness_commands=found.harness.commands if found.harness else (),
        command=found.run.command or (),
        testcases=testcases or (a_testcase(),),
    )
