"""The test data of a problem package: its cases as testcases, its groups as groups.

data/ sample/  secret/ [GROUP/...]  CASE.in .ans [.yaml .args .files/]
        |                  + testdata.yaml (legacy) or test_group.yaml (2025-09), each inherits from the folder above
        v
Node: a folder, with its settings --kattis_groups.py--> groups, points, the rule that they count by
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from pydantic import Field

from core.errors import BrokenExercise
from exercises.importers.kattis_package import Described, Package, Words
from exercises.importers.plan import PlannedFile

Settings = TypeVar("Settings", "LegacyGroup", "NewGroup")

LEGACY, NEW = "testdata.yaml", "test_group.yaml"
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
NOT_NEEDED = {
    "input_validator_flags": "input validators aren't run here",
    "input_validator_args": "input validators aren't run here",
    "input_visualizer_args": "there are no visualizers here",
    "output_visualizer_args": "there are no visualizers here",
    "hint": "hints have no place here",
    "description": "descriptions of testcases have no place here",
}


class LegacyGroup(Described):
    """`testdata.yaml`. None: as the folder above has it."""

    on_reject: Literal["break", "continue"] | None = None
    grading: Literal["default", "custom"] | None = None
    grader_flags: Words | None = None
    input_validator_flags: Any = None
    output_validator_flags: str | dict[str, str] | None = None
    accept_score: float | None = Field(None, ge=0)
    reject_score: float | None = None
    range: str | None = None


class NewGroup(Described):
    """`test_group.yaml`, and `CASE.yaml`, which has some of its keys."""

    max_score: int | Literal["unbounded"] | None = None
    score_aggregation: Literal["pass-fail", "sum", "min"] | None = None
    static_validation_score: Any = None
    static_validator_args: Any = None
    require_pass: str | list[str] | None = None
    args: list[str] | None = None
    output_validator_args: list[str] | None = None
    input_validator_args: Any = None
    input_visualizer_args: Any = None
    output_visualizer_args: Any = None
    full_feedback: bool | None = None
    hint: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`path` is as in the package (`secret/group1/01`), `name` the testcase's here; `flags` the output validator's."""

    path: str
    name: str
    flags: tuple[str, ...]
    full_feedback: bool
    files: dict[str, PlannedFile] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A folder of test data. Settings that it inherits are in `legacy` and `new`; `own` are those of its own file."""

    path: str
    legacy: LegacyGroup
    new: NewGroup
    own: NewGroup
    cases: tuple[Case, ...]
    children: tuple["Node", ...]

    def all_cases(self) -> Iterator[Case]:
        yield from self.cases
        for child in self.children:
            yield from child.all_cases()


def read_data(package: Package, flags: list[str], legacy: LegacyGroup) -> tuple[Node, Node | None, Node]:
    """`data/` itself, `sample` and `secret`. Raises BrokenExercise where secret data are missing, or not whole."""
    if not (package.folder / "data/secret").is_dir():
        raise BrokenExercise(f"{package.folder / 'data/secret'}: missing: the test data (NAME.in and NAME.ans)")
    inherited = NewGroup(output_validator_args=flags or None)
    root = read_node(package, "data", legacy, inherited)
    found = {node.path: node for node in root.children if any(node.all_cases())}
    if not found:
        raise BrokenExercise(f"{package.folder / 'data'}: there is no testcase (NAME.in and NAME.ans)")
    for node in found.values():
        package.carry(f"{node.path}/", f"{sum(1 for _ in node.all_cases())} testcases in tests/")
    sample = found.get("data/sample")
    if "data/secret" not in found and sample is not None:
        package.leave("data/secret/", "it's empty: the sample decides in its place")
        return root, None, sample
    return root, sample, found["data/secret"]


def read_node(package: Package, folder: str, legacy: LegacyGroup, new: NewGroup) -> Node:
    own = NewGroup()
    if package.has(f"{folder}/{LEGACY}"):
        stated = package.yaml(f"{folder}/{LEGACY}", LegacyGroup, constants=True)
        tell_unused(package, f"{folder}/{LEGACY}", stated)
        legacy = over(legacy, stated)
        if stated.output_validator_flags is not None:
            new = over(new, NewGroup(output_validator_args=flags_of(package, folder, stated)))
    if package.has(f"{folder}/{NEW}"):
        own = package.yaml(f"{folder}/{NEW}", NewGroup, constants=True)
        tell_unused(package, f"{folder}/{NEW}", own)
        new = over(new, own)
    names = package.names_in(folder)
    below = [name for name in names if not package.has(f"{folder}/{name}") and not name.endswith(".files")]
    if folder == "data":
        below = [name for name in below if name in ("sample", "secret")]
    check_answers(package, folder, names)
    return Node(
        path=folder,
        legacy=legacy,
        new=new,
        own=own,
        cases=tuple(
            read_case(package, f"{folder}/{name.removesuffix('.in')}", new) for name in names if is_case(folder, name)
        ),
        children=tuple(read_node(package, f"{folder}/{name}", legacy, new) for name in below),
    )


def is_case(folder: str, name: str) -> bool:
    return name.endswith(".in") and folder != "data"


def check_answers(package: Package, folder: str, names: list[str]) -> None:
    for name in names:
        base, _, suffix = name.rpartition(".")
        other = {"in": "ans", "ans": "in"}.get(suffix)
        if other and folder != "data" and f"{base}.{other}" not in names:
            raise BrokenExercise(f"{package.folder / folder / name}: missing beside it: {base}.{other}")


def read_case(package: Package, path: str, inherited: NewGroup) -> Case:
    plain = path.removeprefix("data/")
    name = plain.replace("/", "-")
    if not NAME.fullmatch(name):
        raise BrokenExercise(
            f"{package.folder / path}.in: a testcase's name is letters, digits, dots, dashes, underscores"
        )
    config = inherited
    if package.has(f"{path}.yaml"):
        own = package.yaml(f"{path}.yaml", NewGroup)
        tell_unused(package, f"{path}.yaml", own)
        config = over(inherited, own)
    files = {f"tests/{name}.in": package.take(f"{path}.in"), f"tests/{name}.out": package.take(f"{path}.ans")}
    arguments = config.args or []
    if package.has(f"{path}.args"):
        arguments = shlex.split(package.text(f"{path}.args"))
    if arguments:
        if any("\n" in argument for argument in arguments):
            raise BrokenExercise(f"{package.folder / path}.yaml: args: a line end can't be in an argument here")
        files[f"tests/{name}.args"] = PlannedFile(data="".join(f"{argument}\n" for argument in arguments).encode())
    for file in package.below(f"{path}.files"):
        files[f"tests/{name}.files/{file.removeprefix(f'{path}.files/')}"] = package.take(file)
    return Case(
        path=plain,
        name=name,
        flags=tuple(config.output_validator_args or ()),
        full_feedback=config.full_feedback or False,
        files=files,
    )


def over(inherited: Settings, own: Settings) -> Settings:
    stated = {name: value for name in type(own).model_fields if (value := getattr(own, name)) is not None}
    return inherited.model_copy(update=stated)


def flags_of(package: Package, folder: str, stated: LegacyGroup) -> list[str]:
    flags = stated.output_validator_flags
    if isinstance(flags, dict):
        if set(flags) - {"name", "flags"}:
            raise BrokenExercise(f"{package.folder / folder / LEGACY}: output_validator_flags: expected name and flags")
        flags = flags.get("flags", "")
    return (flags or "").split()


def tell_unused(package: Package, path: str, stated: LegacyGroup | NewGroup) -> None:
    for key, why in NOT_NEEDED.items():
        if getattr(stated, key, None) is not None:
            package.leave(f"{path}: {key}", why)
    if isinstance(stated, NewGroup) and (stated.static_validation_score or stated.static_validator_args):
        package.leave(f"{path}: static_validation_score", "static validators aren't run here")
    if isinstance(stated, LegacyGroup):
        if stated.grading == "custom":
            package.leave(f"{path}: grading", "custom graders aren't run here; the default one's rules are taken")
        if stated.reject_score:
            package.leave(f"{path}: reject_score", "a testcase that fails gives nothing here")
