"""Reads an exercise's folder, whole, or says in one line what is wrong with it.

SLUG/exercise.toml + statement.md [+ statement.fr.md] + tests/NAME.{in,args,out}
     [+ rubric.toml] [+ harness/...] [+ solutions/VERDICT/NAME/...]
"""

import hashlib
import re
from pathlib import Path

from core.errors import BrokenExercise, UsageError
from core.rubrics import Rubric
from core.trees import TreeEntry
from exercises.drivers.dispatch import driver_of, setup_of
from exercises.drivers.driver import Driver
from exercises.files import is_folder, read, read_entries, read_text
from exercises.locate import near
from exercises.manifest import Manifest
from exercises.model import Exercise, Testcase
from exercises.testcases import read_testcases
from exercises.time_limit import with_time_limit
from exercises.toml import parse_toml

CATALOGUE = Path(__file__).parent / "catalogue"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TRANSLATIONS = ("fr",)


def catalogue_slugs(catalogue: Path = CATALOGUE) -> list[str]:
    return sorted(path.parent.name for path in catalogue.glob("*/exercise.toml"))


def find_exercise(name: str, catalogue: Path = CATALOGUE) -> Exercise:
    """Load the catalogue's exercise of that slug, or the one in that folder. Raises UsageError, BrokenExercise."""
    if SLUG.fullmatch(name) and is_folder(catalogue / name):
        return load_exercise(catalogue / name)
    if is_folder(Path(name)):
        return load_exercise(Path(name))
    hint = near(name, catalogue_slugs(catalogue)) or " (`peermill exercise list` shows those there are)"
    raise UsageError(f"no exercise {name!r}{hint}")


def load_exercise(folder: Path) -> Exercise:
    """Raises BrokenExercise naming file, line and key, and what was expected there."""
    folder = folder.resolve()
    path = folder / "exercise.toml"
    if not SLUG.fullmatch(folder.name):
        raise BrokenExercise(f"{folder}: a slug is small letters, digits and single dashes")
    manifest = with_time_limit(folder, parse_toml(path, Manifest, "the manifest"))
    driver = driver_of(manifest)
    own = read_harness(folder, manifest)
    harness = own + (driver.files if driver else ())
    commands = (manifest.harness.commands if manifest.harness else ()) + (driver.commands if driver else ())
    validator = read_validator(folder, manifest)
    include = read_include(folder, manifest)
    testcases = read_testcases(folder, manifest)
    return Exercise(
        slug=folder.name,
        folder=folder,
        digest=digest_of(read(path, "the manifest"), harness + include, validator, testcases),
        manifest=manifest,
        statements=read_statements(folder),
        rubric=read_rubric(folder / "rubric.toml"),
        harness=harness,
        harness_commands=commands,
        command=command_of(path, manifest, driver),
        testcases=testcases,
        validator=validator,
        include=include,
        setup=setup_of(manifest, own),
    )


def command_of(path: Path, manifest: Manifest, driver: Driver | None) -> tuple[str, ...]:
    command = manifest.run.command or (driver.command if driver else ())
    if not command and manifest.program is None:
        raise BrokenExercise(f"{path}: run.command: missing: what each testcase runs, as an array of words")
    return command


def read_statements(folder: Path) -> dict[str, str]:
    translated = {language: folder / f"statement.{language}.md" for language in TRANSLATIONS}
    found = {language: read_text(path, "the statement") for language, path in translated.items() if path.exists()}
    return {"en": read_text(folder / "statement.md", "the statement")} | found


def read_rubric(path: Path) -> Rubric | None:
    return parse_toml(path, Rubric, "the rubric") if path.exists() else None


def read_harness(folder: Path, manifest: Manifest) -> tuple[TreeEntry, ...]:
    return read_folder(folder, "harness", manifest.harness.folder) if manifest.harness else ()


def read_validator(folder: Path, manifest: Manifest) -> tuple[TreeEntry, ...]:
    section = "interactor" if manifest.interactor else "checker.program"
    return read_folder(folder, section, manifest.validator.folder) if manifest.validator else ()


def read_include(folder: Path, manifest: Manifest) -> tuple[TreeEntry, ...]:
    name = manifest.program.include if manifest.program else None
    return read_folder(folder, "program", name, "include") if name else ()


def read_folder(folder: Path, section: str, name: str, key: str = "folder") -> tuple[TreeEntry, ...]:
    if not (folder / name).is_dir():
        raise BrokenExercise(f"{folder / 'exercise.toml'}: {section}.{key}: {folder / name} is not a folder")
    return read_entries(folder / name)


def digest_of(
    manifest: bytes,
    harness: tuple[TreeEntry, ...],
    validator: tuple[TreeEntry, ...],
    testcases: tuple[Testcase, ...],
) -> str:
    """SHA-256 over counted and length-prefixed parts, so that no two exercises with other contents share one."""
    digest = hashlib.sha256()
    parts: list[bytes] = [manifest, str(len(harness)).encode(), str(len(validator)).encode()]
    parts += [part for entry in harness + validator for part in parts_of(entry)]
    for testcase in testcases:
        parts += [testcase.name.encode(), testcase.stdin, testcase.expected, repr(testcase.arguments).encode()]
        parts += [str(testcase.cpu_ms).encode()]  # it may stand beside the manifest
        parts += [str(len(testcase.files)).encode()]
        parts += [part for entry in testcase.files for part in parts_of(entry)]
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return f"sha256:{digest.hexdigest()}"


def parts_of(entry: TreeEntry) -> tuple[bytes, bytes, bytes]:
    return entry.path.encode(), entry.kind.encode(), entry.data
