"""Reads an exercise's `tests/`: NAME.out makes a testcase, NAME.in is its stdin, NAME.args its arguments, and
what is in NAME.files/ stands in the submission's folder while it runs.

With [unit] NAME.in holds calls (`calls.py`), with [page] steps (`pages.py`). With [framework] the manifest names the
testcases; there is no `tests/`.
"""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from core.errors import BrokenExercise
from core.reports import DEFAULT_GROUP
from exercises.calls import as_stdin, read_calls
from exercises.files import read, read_entries, read_text
from exercises.groups import in_running_order, most_points
from exercises.locate import near
from exercises.manifest import Manifest
from exercises.model import Call, Testcase
from exercises.pages import journey_as_stdin
from exercises.units import AUTOGRADER, Framework

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
SUFFIXES = (".in", ".out", ".args", ".files")


def read_testcases(folder: Path, manifest: Manifest) -> tuple[Testcase, ...]:
    """Group by group in the order in which they run, those of no group first; by name within one."""
    path = folder / "exercise.toml"
    if manifest.framework:
        testcases = testcases_of_framework(path, manifest, manifest.framework)
    else:
        testcases = testcases_of_files(path, manifest)
    check_testcases(path, manifest, testcases)
    order = [DEFAULT_GROUP, *in_running_order(manifest.groups)]
    return tuple(sorted(testcases, key=lambda testcase: order.index(testcase.group)))


def testcases_of_files(path: Path, manifest: Manifest) -> list[Testcase]:
    tests = path.parent / "tests"
    expected = sorted(tests.glob("*.out"))
    if not expected:
        raise BrokenExercise(
            f"{tests}: no testcase; each is a NAME.out, with NAME.in and NAME.args where it needs them"
        )
    names = {path.stem for path in expected}
    for file in sorted(tests.iterdir()):
        if file.suffix not in SUFFIXES or file.stem not in names:
            raise BrokenExercise(
                f"{tests}: {file.name!r} belongs to no testcase; expected NAME.out, NAME.in, NAME.args or NAME.files/"
            )
        if not NAME.fullmatch(file.stem):
            raise BrokenExercise(
                f"{tests}: {file.name!r}: a testcase's name is letters, digits, dots, dashes, underscores"
            )
    groups = group_of_each(path, manifest, names)
    return [read_testcase(file, manifest, groups.get(file.stem, DEFAULT_GROUP)) for file in expected]


def testcases_of_framework(path: Path, manifest: Manifest, framework: Framework) -> list[Testcase]:
    """Those that the manifest names, in its order; or the one that Gradescope's own scores fill."""
    if (path.parent / "tests").exists():
        raise BrokenExercise(f"{path}: framework: its tests lie in the harness, and its cases here; tests/ has no use")
    cases = framework.cases or {AUTOGRADER: framework.points or 0}
    groups = group_of_each(path, manifest, cases)
    return [
        Testcase(
            name=name,
            group=groups.get(name, DEFAULT_GROUP),
            stdin=b"",
            arguments=(),
            expected=b"",
            exit_code=0,
            cpu_ms=manifest.run.cpu_ms,
            points=points,
        )
        for name, points in cases.items()
    ]


def group_of_each(path: Path, manifest: Manifest, names: Iterable[str]) -> dict[str, str]:
    """Testcase -> group, for those in one. Raises BrokenExercise for a group of none, and a testcase in two."""
    groups: dict[str, str] = {}
    for group, section in manifest.groups.items():
        found = [name for name in sorted(names) if any(fnmatchcase(name, pattern) for pattern in section.testcases)]
        if not found:
            raise BrokenExercise(f"{path}: groups.{group}.testcases: no testcase has such a name")
        for name in found:
            if name in groups:
                raise BrokenExercise(f"{path}: groups.{group}.testcases: {name} is in group {groups[name]} already")
            groups[name] = group
    return groups


def check_testcases(path: Path, manifest: Manifest, testcases: list[Testcase]) -> None:
    """What the manifest says and the tests are must go together; `path` is the manifest's."""
    names = [testcase.name for testcase in testcases]
    for name in manifest.testcases.named:
        if name not in names:
            raise BrokenExercise(f"{path}: testcases.named.{name}: no such testcase{near(name, names)}")
    for testcase in testcases:
        if manifest.validator is None and len(testcase.expected) > manifest.run.output_kib << 10:
            size = f"tests/{testcase.name}.out has {len(testcase.expected)} bytes"
            raise BrokenExercise(f"{path}: run.output_kib: {manifest.run.output_kib} KiB is too little, {size}")
    worth = most_points(manifest.groups, ((testcase.group, testcase.points) for testcase in testcases))
    if sum(worth[name] for name in worth if name not in manifest.groups or not manifest.groups[name].bonus) <= 0:
        raise BrokenExercise(f"{path}: testcases.points: the testcases, but for the bonus, together give no point")


def read_testcase(expected: Path, manifest: Manifest, group: str) -> Testcase:
    rules, rule = manifest.testcases, manifest.testcases.named.get(expected.stem)
    arguments, files = expected.with_suffix(".args"), expected.with_suffix(".files")
    calls = read_calls(expected, manifest, manifest.unit) if manifest.unit else ()
    return Testcase(
        name=expected.stem,
        group=group,
        stdin=stdin_of(expected, manifest, calls),
        arguments=read_arguments(arguments) if arguments.exists() else (),
        expected=read(expected, "the expected output"),
        exit_code=rules.exit_code if rule is None or rule.exit_code is None else rule.exit_code,
        cpu_ms=manifest.run.cpu_ms if rule is None or rule.cpu_ms is None else rule.cpu_ms,
        points=rules.points if rule is None or rule.points is None else rule.points,
        flags=() if rule is None else rule.flags,
        calls=calls,
        files=read_entries(files) if files.exists() else (),
    )


def stdin_of(expected: Path, manifest: Manifest, calls: tuple[Call, ...]) -> bytes:
    path = expected.with_suffix(".in")
    if calls:
        return as_stdin(calls)
    if manifest.page:
        return journey_as_stdin(expected, manifest.page)
    return read(path, "the input") if path.exists() else b""


def read_arguments(path: Path) -> tuple[str, ...]:
    text = read_text(path, "the arguments")
    if "\0" in text:
        raise BrokenExercise(f"{path}: a NUL byte can't be in an argument")
    return tuple(text.removesuffix("\n").split("\n")) if text else ()
