"""A time limit that stands beside the manifest, as DOMjudge's tools leave it, in seconds.

.timelimit               the number alone
domjudge-problem.ini     `timelimit = 2`
        |
        v
run.cpu_ms, where the manifest itself names none
"""

import configparser
import math
from pathlib import Path

from pydantic import ValidationError

from core.errors import BrokenExercise
from exercises.files import read_text
from exercises.manifest import Manifest, Run

TIMELIMIT, INI = ".timelimit", "domjudge-problem.ini"
# As much as a test's default wall limit is above its CPU limit.
WALL_TIMES = 4


def with_time_limit(folder: Path, manifest: Manifest) -> Manifest:
    """The manifest, with the limit that lies beside it. Raises BrokenExercise where two differ, or one is none."""
    found = {path: seconds for path in (folder / TIMELIMIT, folder / INI) if (seconds := limit_in(path)) is not None}
    if not found:
        return manifest
    if len(set(found.values())) > 1:
        raise BrokenExercise(f"{folder / TIMELIMIT}: another limit than the one in {INI}; keep one of them")
    path, seconds = next(iter(found.items()))
    cpu_ms = round(seconds * 1000)
    if "cpu_ms" in manifest.run.model_fields_set:
        if manifest.run.cpu_ms != cpu_ms:
            raise BrokenExercise(f"{path}: {seconds:g} s, but run.cpu_ms is {manifest.run.cpu_ms}; keep one of them")
        return manifest
    return manifest.model_copy(update={"run": limited(path, manifest.run, cpu_ms)})


def limited(path: Path, run: Run, cpu_ms: int) -> Run:
    given = run.model_dump(exclude_unset=True)
    try:
        return Run.model_validate({"wall_ms": max(run.wall_ms, WALL_TIMES * cpu_ms)} | given | {"cpu_ms": cpu_ms})
    except ValidationError as error:
        raise BrokenExercise(f"{path}: {error.errors()[0]['msg']}") from None


def limit_in(path: Path) -> float | None:
    """Seconds; None where the file isn't there, or is silent on it."""
    if not path.exists():
        return None
    text = read_text(path, "the time limit")
    words = text if path.name == TIMELIMIT else limit_in_ini(path, text)
    if words is None:
        return None
    try:
        seconds = float(words)
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds * 1000):
        raise BrokenExercise(f"{path}: {words.strip()!r} is no number of seconds")
    return seconds


def limit_in_ini(path: Path, text: str) -> str | None:
    """DOMjudge's file has no section, and quotes around its values."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(f"[problem]\n{text}")
    except configparser.Error as error:
        raise BrokenExercise(f"{path}: {str(error).splitlines()[0]}") from None
    limit = parser.get("problem", "timelimit", fallback=None)
    return limit.strip("\"' ") if limit is not None else None
