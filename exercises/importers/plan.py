"""What an importer makes of a source, before anything is written, and the account of it that its reader gets."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import tomli_w
from pydantic import BaseModel, ConfigDict

from core.errors import BrokenExercise, UsageError
from exercises.loader import SLUG, load_exercise


class Carried(BaseModel):
    """`source` is a file or a key of what was imported, `became` what it is in the exercise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    became: str


class Left(BaseModel):
    """A file or a key of the source that isn't in the exercise, or not as it was, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    why: str


class ImportReport(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    exercise: str
    carried: tuple[Carried, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    data: bytes
    executable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRule:
    """The time limit is `times` what the slowest accepted solution needs, up to the next multiple of `step_s`."""

    times: float
    step_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """`files` are by path in the exercise's folder, `exercise.toml` among them. `time`: how the time limit is found,
    where the source doesn't say one."""

    format: str
    slug: str
    files: Mapping[str, PlannedFile]
    carried: tuple[Carried, ...]
    left: tuple[Left, ...]
    time: TimeRule | None = None


def write(plan: ImportPlan, into: Path) -> ImportReport:
    """Make INTO/SLUG and load it. Raises UsageError where something is there already, BrokenExercise where the source
    has what no exercise can be."""
    if not SLUG.fullmatch(plan.slug):
        raise BrokenExercise(f"{plan.slug!r}: a slug is small letters, digits and single dashes; rename the folder")
    folder = into / plan.slug
    outside = next((path for path in plan.files if leaves(path)), None)
    if outside is not None:
        raise BrokenExercise(f"{outside!r}: the source names a file outside of the exercise")
    write_files(folder, plan.files)
    try:
        load_exercise(folder)
    except BrokenExercise:
        shutil.rmtree(folder)
        raise
    return ImportReport(format=plan.format, exercise=str(folder), carried=plan.carried, left=plan.left)


def write_files(folder: Path, files: Mapping[str, PlannedFile]) -> None:
    """All or none. Raises UsageError: two may need one name, once as a file and once as a folder."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise UsageError(f"{folder}: there is something already; remove it, or choose another --into") from None
    except OSError as error:
        raise UsageError(f"{folder}: can't be made: {error.strerror}") from None
    try:
        for path, planned in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(planned.data)
            target.chmod(0o755 if planned.executable else 0o644)
    except OSError as error:
        shutil.rmtree(folder)
        raise UsageError(f"{error.filename}: can't be written: {error.strerror}") from None


def leaves(path: str) -> bool:
    return path.startswith("/") or ".." in PurePosixPath(path).parts or not path.isprintable()


def manifest_file(manifest: Mapping[str, Any]) -> PlannedFile:
    return PlannedFile(data=tomli_w.dumps({"version": 1} | dict(manifest)).encode())
