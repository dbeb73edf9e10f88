"""Reads an exercise's folder, whole, or says in one line what is wrong with it.

SLUG/exercise.toml + statement.md + tests/NAME.{in,args,out} [+ harness/...] [+ solutions/VERDICT/NAME/...]
"""

import hashlib
import re
import stat
import tomllib
from pathlib import Path

from pydantic import ValidationError

from core.errors import BrokenExercise, UsageError
from core.trees import EntryKind, TreeEntry
from core.verdicts import Verdict
from exercises.locate import line_of, near, near_key
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
TESTCASE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
TESTCASE_SUFFIXES = (".in", ".out", ".args")
MAX_FILE_BYTES = 16 << 20


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


def is_folder(path: Path) -> bool:
    """Whether a folder is there; no name is too odd, or too long, to ask."""
    try:
        return path.is_dir()
    except OSError:
        return False


def load_exercise(folder: Path) -> Exercise:
    """Raises BrokenExercise naming file, line and key, and what was expected there."""
    folder = folder.resolve()
    path = folder / "exercise.toml"
    if not SLUG.fullmatch(folder.name):
        raise BrokenExercise(f"{folder}: a slug is small letters, digits and single dashes")
    manifest = parse_manifest(path)
    harness = read_harness(folder, manifest)
    statement = read_text(folder / "statement.md", "the statement")
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
    text = read_text(path, "the manifest")
    try:
        return Manifest.model_validate(tomllib.loads(text))
    except ValidationError as error:
        raise BrokenExercise(f"{path}:{first_problem(text, error)}") from None
    except (ValueError, RecursionError) as error:
        # tomllib's own error is a ValueError, but so is a number of too many digits; brackets may nest too deep for it.
        raise BrokenExercise(f"{path}: not TOML: {error}") from None


def first_problem(text: str, error: ValidationError) -> str:
    """`LINE: KEY: what was expected`. An unknown key comes first: a missing one is often the same key, misspelt."""
    problems = error.errors()
    problem = next((problem for problem in problems if problem["type"] == "extra_forbidden"), problems[0])
    keys = tuple(str(part) for part in problem["loc"])
    hint = near_key(Manifest, keys) if problem["type"] == "extra_forbidden" else ""
    place = ".".join(key if key.isprintable() else repr(key) for key in keys)
    return f"{line_of(text, keys)}: {place}: {problem['msg'].removeprefix('Value error, ')}{hint}"


def read_harness(folder: Path, manifest: Manifest) -> tuple[TreeEntry, ...]:
    if manifest.harness is None:
        return ()
    top = folder / manifest.harness.folder
    if not top.is_dir():
        raise BrokenExercise(f"{folder / 'exercise.toml'}: harness.folder: {top} is not a folder")
    return read_entries(top)


def read_entries(top: Path) -> tuple[TreeEntry, ...]:
    """The school's own files below `top`; a link among them, or a name that isn't UTF-8, is refused."""
    return tuple(read_entry(path, top) for path in sorted(top.rglob("*")) if path.is_symlink() or not path.is_dir())


def read_entry(path: Path, top: Path) -> TreeEntry:
    if path.is_symlink():
        raise BrokenExercise(f"{path}: a link; put the file itself here")
    name = path.relative_to(top).as_posix()
    if not name.isprintable():
        raise BrokenExercise(f"{path.parent}: the name {name!r} isn't printable UTF-8")
    data = read(path, "a file")
    kind = EntryKind.EXECUTABLE if path.stat().st_mode & 0o100 else EntryKind.FILE
    return TreeEntry(path=name, kind=kind, data=data)


def read_testcases(folder: Path, manifest: Manifest) -> tuple[Testcase, ...]:
    tests = folder / "tests"
    expected = sorted(tests.glob("*.out"))
    if not expected:
        raise BrokenExercise(
            f"{tests}: no testcase; each is a NAME.out, with NAME.in and NAME.args where it needs them"
        )
    names = {path.stem for path in expected}
    for path in sorted(tests.iterdir()):
        if path.suffix not in TESTCASE_SUFFIXES or path.stem not in names:
            raise BrokenExercise(
                f"{tests}: {path.name!r} belongs to no testcase; expected NAME.out, NAME.in or NAME.args"
            )
        if not TESTCASE_NAME.fullmatch(path.stem):
            raise BrokenExercise(
                f"{tests}: {path.name!r}: a testcase's name is letters, digits, dots, dashes, underscores"
            )
    testcases = tuple(read_testcase(path, manifest) for path in expected)
    check_testcases(folder / "exercise.toml", manifest, testcases)
    return testcases


def check_testcases(path: Path, manifest: Manifest, testcases: tuple[Testcase, ...]) -> None:
    """What the manifest says and the tests are must go together; `path` is the manifest's."""
    names = [testcase.name for testcase in testcases]
    for name in manifest.testcases.named:
        if name not in names:
            raise BrokenExercise(f"{path}: testcases.named.{name}: no such testcase{near(name, names)}")
    for testcase in testcases:
        if len(testcase.expected) > manifest.run.output_kib << 10:
            size = f"tests/{testcase.name}.out has {len(testcase.expected)} bytes"
            raise BrokenExercise(f"{path}: run.output_kib: {manifest.run.output_kib} KiB is too little, {size}")
    if sum(testcase.points for testcase in testcases) <= 0:
        raise BrokenExercise(f"{path}: testcases.points: all testcases together give no point")


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
    text = read_text(path, "the arguments")
    if "\0" in text:
        raise BrokenExercise(f"{path}: a NUL byte can't be in an argument")
    return tuple(text.removesuffix("\n").split("\n")) if text else ()


def read_text(path: Path, what: str) -> str:
    try:
        return read(path, what).decode()
    except UnicodeDecodeError as error:
        raise BrokenExercise(f"{path}: {what}: not UTF-8 text ({error.reason} at byte {error.start})") from None


def read(path: Path, what: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BrokenExercise(f"{path}: {what} is not a regular file")
        if status.st_size > MAX_FILE_BYTES:
            raise BrokenExercise(f"{path}: {what} is larger than {MAX_FILE_BYTES} bytes")
        return path.read_bytes()
    except OSError as error:
        raise BrokenExercise(f"{path}: {what} can't be read: {error.strerror}") from None


def digest_of(manifest: bytes, harness: tuple[TreeEntry, ...], testcases: tuple[Testcase, ...]) -> str:
    """SHA-256 over counted and length-prefixed parts, so that no two exercises with other contents share one."""
    digest = hashlib.sha256()
    parts: list[bytes] = [manifest, str(len(harness)).encode()]
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
    for folder in sorted((exercise.folder / "solutions").glob("*")):
        if folder.name not in SOLUTION_FOLDERS or not folder.is_dir():
            known = ", ".join(SOLUTION_FOLDERS)
            raise BrokenExercise(f"{folder}: no verdict has such a folder; expected one of {known}")
        found += [(path, SOLUTION_FOLDERS[folder.name]) for path in sorted(folder.iterdir())]
    stray = next((path for path, _ in found if not path.is_dir()), None)
    if stray is not None:
        raise BrokenExercise(f"{stray}: a solution is a folder, with the files as they are turned in")
    return found
