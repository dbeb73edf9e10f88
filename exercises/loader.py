"""Reads an exercise's folder, whole, or says in one line what is wrong with it.

    SLUG/exercise.toml + statement.md + tests/NAME.{in,args,out} [+ harness/...] [+ solutions/VERDICT/NAME/...]
"""

import difflib
import hashlib
import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from core.errors import BrokenExercise, UsageError
from core.trees import EntryKind, TreeEntry
from core.verdicts import Verdict
from exercises.manifest import Manifest
from exercises.model import Exercise, Testcase

CATALOGUE = Path(__file__).parent / "catalogue"
SOLUTION_FOLDERS = {
    "accepted": Verdict.AC,
    "wrong_answer": Verdict.WA,
    "time_limit_exceeded": Verdict.TLE,
    "memory_limit_exceeded": Verdict.MLE,
    "output_limit_exceeded": Verdict.OLE,
    "run_time_error": Verdict.RTE,
    "compile_error": Verdict.CE,
    "check_failed": Verdict.CF,
}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_FILE_BYTES = 16 << 20


def catalogue_slugs(catalogue: Path = CATALOGUE) -> list[str]:
    return sorted(path.parent.name for path in catalogue.glob("*/exercise.toml"))


def find_exercise(name: str, catalogue: Path = CATALOGUE) -> Exercise:
    """Load the catalogue's exercise of that slug, or the one in that folder. Raises UsageError, BrokenExercise."""
    if SLUG.fullmatch(name) and (catalogue / name).is_dir():
        return load_exercise(catalogue / name)
    if Path(name).is_dir():
        return load_exercise(Path(name))
    near = difflib.get_close_matches(name, catalogue_slugs(catalogue), n=1)
    hint = f"did you mean {near[0]}?" if near else "`peermill exercise list` shows those there are"
    raise UsageError(f"no exercise {name!r}: {hint}")


def load_exercise(folder: Path) -> Exercise:
    """Raises BrokenExercise naming file, line and key, and what was expected there."""
    folder = folder.resolve()
    path = folder / "exercise.toml"
    if not SLUG.fullmatch(folder.name):
        raise BrokenExercise(f"{folder}: a slug is small letters, digits and single dashes")
    manifest = parse_manifest(path)
    harness = read_harness(folder, manifest)
    statement = read(folder / "statement.md", "the statement").decode(errors="replace")
    testcases = read_testcases(folder, manifest)
    digest = digest_of(read(path, "the manifest"), harness, testcases)
    return Exercise(
        slug=folder.name,
        folder=folder,
        digest=digest,
        manifest=manifest,
        statement=statement,
        harness=harness,
        testcases=testcases,
    )


def parse_manifest(path: Path) -> Manifest:
    try:
        text = read(path, "the manifest").decode()
        return Manifest.model_validate(tomllib.loads(text))
    except UnicodeDecodeError as error:
        raise BrokenExercise(f"{path}: not UTF-8 text ({error})") from None
    except tomllib.TOMLDecodeError as error:
        raise BrokenExercise(f"{path}: not TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        keys = tuple(str(part) for part in first["loc"])
        hint = near_key(keys) if first["type"] == "extra_forbidden" else ""
        line = line_of(text, keys)
        raise BrokenExercise(f"{path}:{line}: {'.'.join(keys)}: {first['msg']}{hint}") from None


def near_key(keys: tuple[str, ...]) -> str:
    """` (did you mean ...?)` for a misspelt key, from the fields of the section that it stands in."""
    section: type | None = Manifest
    for key in keys[:-1]:
        field = section.model_fields.get(key) if section else None  # type: ignore[attr-defined]
        options = (field.annotation, *getattr(field.annotation, "__args__", ())) if field else ()
        section = next((option for option in options if hasattr(option, "model_fields")), None)
    near = difflib.get_close_matches(keys[-1], section.model_fields if section else (), n=1)  # type: ignore[attr-defined]
    return f" (did you mean {near[0]}?)" if near else ""


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """The line of the deepest of `keys` that stands in the text; 1 where none does (a missing key, say)."""
    header: tuple[str, ...] = ()
    best, best_depth = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            header = here = tuple(part.strip(' "') for part in match[1].split("."))
        elif match := re.match(r"\s*([\w.\"-]+)\s*=", line):
            here = (*header, *(part.strip('"') for part in match[1].split(".")))
        else:
            continue
        if len(here) > best_depth and keys[: len(here)] == here:
            best, best_depth = number, len(here)
    return best


def read_harness(folder: Path, manifest: Manifest) -> tuple[TreeEntry, ...]:
    if manifest.harness is None:
        return ()
    top = folder / manifest.harness.folder
    if not top.is_dir():
        raise BrokenExercise(f"{folder / 'exercise.toml'}: harness.folder: {top} is not a folder")
    return read_entries(top)


def read_entries(top: Path) -> tuple[TreeEntry, ...]:
    """The school's own files below `top`; a link among them is refused."""
    entries = []
    for path in sorted(top.rglob("*")):
        if path.is_symlink():
            raise BrokenExercise(f"{path}: a link; put the file itself here")
        if path.is_file():
            kind = EntryKind.EXECUTABLE if path.stat().st_mode & 0o100 else EntryKind.FILE
            entries.append(TreeEntry(path=path.relative_to(top).as_posix(), kind=kind, data=read(path, "a file")))
    return tuple(entries)


def read_testcases(folder: Path, manifest: Manifest) -> tuple[Testcase, ...]:
    tests = folder / "tests"
    expected = sorted(tests.glob("*.out"))
    if not expected:
        raise BrokenExercise(f"{tests}: no testcase; each is a NAME.out, with NAME.in and NAME.args where it needs them")
    names = {path.stem for path in expected}
    for path in sorted(tests.iterdir()):
        if path.suffix not in (".in", ".out", ".args") or path.stem not in names:
            raise BrokenExercise(f"{path}: belongs to no testcase; expected NAME.out, NAME.in or NAME.args")
    for name in manifest.testcases.named:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise BrokenExercise(f"{folder / 'exercise.toml'}: testcases.named.{name}: no such testcase{hint}")
    testcases = tuple(read_testcase(path, manifest) for path in expected)
    if sum(testcase.points for testcase in testcases) <= 0:
        raise BrokenExercise(f"{folder / 'exercise.toml'}: testcases.points: all testcases together give no point")
    return testcases


def read_testcase(expected: Path, manifest: Manifest) -> Testcase:
    rules, rule = manifest.testcases, manifest.testcases.named.get(expected.stem)
    stdin, arguments = expected.with_suffix(".in"), expected.with_suffix(".args")
    return Testcase(
        name=expected.stem,
        stdin=read(stdin, "the input") if stdin.exists() else b"",
        arguments=read_arguments(arguments) if arguments.exists() else (),
        expected=read(expected, "the expected output"),
        exit_code=rules.exit_code if rule is None or rule.exit_code is None else rule.exit_code,
        cpu_ms=manifest.run.cpu_ms if rule is None or rule.cpu_ms is None else rule.cpu_ms,
        points=rules.points if rule is None or rule.points is None else rule.points,
    )


def read_arguments(path: Path) -> tuple[str, ...]:
    try:
        text = read(path, "the arguments").decode()
    except UnicodeDecodeError as error:
        raise BrokenExercise(f"{path}: not UTF-8 text ({error})") from None
    if "\0" in text:
        raise BrokenExercise(f"{path}: a NUL byte can't be in an argument")
    return tuple(text.removesuffix("\n").split("\n")) if text else ()


def read(path: Path, what: str) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise BrokenExercise(f"{path}: {what} is larger than {MAX_FILE_BYTES} bytes")
        return path.read_bytes()
    except OSError as error:
        raise BrokenExercise(f"{path}: {what} can't be read: {error.strerror}") from None


def digest_of(manifest: bytes, harness: tuple[TreeEntry, ...], testcases: tuple[Testcase, ...]) -> str:
    """SHA-256 over length-prefixed parts, so that no two exercises with other contents share one."""
    digest = hashlib.sha256()
    parts: list[bytes] = [manifest]
    for entry in harness:
        parts += [entry.path.encode(), entry.kind.encode(), entry.data]
    for testcase in testcases:
        parts += [testcase.name.encode(), testcase.stdin, testcase.expected, repr(testcase.arguments).encode()]
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return f"sha256:{digest.hexdigest()}"


def solutions(exercise: Exercise) -> list[tuple[Path, Verdict]]:
    """Every `solutions/FOLDER/NAME` with the verdict that its folder stands for. Raises BrokenExercise."""
    found = []
    for folder in sorted(path for path in (exercise.folder / "solutions").glob("*") if path.is_dir()):
        if folder.name not in SOLUTION_FOLDERS:
            known = ", ".join(SOLUTION_FOLDERS)
            raise BrokenExercise(f"{folder}: no verdict of that name; expected one of {known}")
        found += [(path, SOLUTION_FOLDERS[folder.name]) for path in sorted(folder.iterdir()) if path.is_dir()]
    return found
