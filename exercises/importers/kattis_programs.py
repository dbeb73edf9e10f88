"""The programs of a problem package that decide, and the files that it puts beside every submission.

output_validators/NAME (legacy), output_validator/ (2025-09) -> [checker.program] or [interactor]
include/LANGUAGE/                                            -> [program] include
"""

from typing import Any

from core.errors import BrokenExercise
from core.trees import EntryKind, TreeEntry
from exercises.importers.kattis_data import Case
from exercises.importers.kattis_package import Limits, Package
from exercises.importers.plan import PlannedFile
from exercises.programs import DEFAULT_INCLUDE, RECIPES, language_of, recipe_for

FOLDER = "validator"
INCLUDE = "include"
# The package format's names of languages, by problemtools' table.
LANGUAGE_CODES = {
    "c": "c",
    "cpp": "cpp",
    "python3": "python",
    "java": "java",
    "rust": "rust",
    "javascript": "node",
    "php": "php",
    "go": "go",
    "bash": "shell",
}
OLD_FOLDER, NEW_FOLDER = "output_validators", "output_validator"
FLOATS = {"float_tolerance", "float_absolute_tolerance", "float_relative_tolerance"}


def validator(package: Package, limits: Limits) -> tuple[dict[str, PlannedFile], dict[str, Any]] | None:
    """The files, and the section but for the flags; None where there is none. Raises BrokenExercise."""
    program = program_of(package)
    if not program:
        return None
    files, (language, commands, command) = program, how_to_run(package, program)
    package.carry(source_of(package), f"{FOLDER}/, in {language}")
    section = {
        "folder": FOLDER,
        "language": language,
        "commands": [list(argv) for argv in commands],
        "command": list(command),
        "cpu_ms": milliseconds(limits.validation_time),
        "wall_ms": 2 * milliseconds(limits.validation_time),
        "memory_mib": int(min(limits.validation_memory, 4096)),
        "output_kib": int(min(limits.validation_output * 1024, 16_384)),
    }
    return {f"{FOLDER}/{path}": file for path, file in files.items()}, section


def milliseconds(seconds: float) -> int:
    return min(max(10, round(seconds * 1000)), 600_000)


def source_of(package: Package) -> str:
    return NEW_FOLDER if package.below(NEW_FOLDER) else OLD_FOLDER


def program_of(package: Package) -> dict[str, PlannedFile]:
    if inside := package.names_in(NEW_FOLDER):
        alone = len(inside) == 1 and not package.has(f"{NEW_FOLDER}/{inside[0]}")
        return package.program(f"{NEW_FOLDER}/{inside[0]}" if alone else NEW_FOLDER)
    names = package.names_in(OLD_FOLDER)
    if len(names) > 1 and all(package.has(f"{OLD_FOLDER}/{name}") for name in names):
        headers = [name for name in names if name.endswith((".h", ".hpp"))]
        if len(names) - len(headers) == 1:
            return package.program(OLD_FOLDER)
    if len(names) > 1:
        said = f"{', '.join(names)}: more than one validator; here a single one decides"
        raise BrokenExercise(f"{package.folder / OLD_FOLDER}: {said}")
    return package.program(f"{OLD_FOLDER}/{names[0]}") if names else {}


def how_to_run(
    package: Package, program: dict[str, PlannedFile]
) -> tuple[str, tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Language, build commands, run command. Scripts `build` and `run` may ask for C, C++ and Python: cpp has them."""
    if "build" in program or "run" in program:
        return "cpp", (("./build",),) if "build" in program else (), ("./run",)
    if "__main__.py" in program:
        return "python", (), ("python3", ".")
    language = language_of(RECIPES, program)
    if language is None:
        raise BrokenExercise(f"{package.folder / source_of(package)}: no language here for {', '.join(program)}")
    entries = [TreeEntry(path=path, kind=EntryKind.FILE, data=file.data) for path, file in program.items()]
    return (language, *recipe_for(language, entries))


def checker(package: Package, cases: list[Case]) -> dict[str, Any]:
    """[checker] for the default validator with its flags, which are the same for all testcases here."""
    flags = {case.flags for case in cases}
    if len(flags) > 1:
        said = " and ".join(sorted(repr(" ".join(each)) for each in flags))
        raise BrokenExercise(
            f"{package.folder / 'data'}: the default validator's flags differ from testcase to testcase ({said}); "
            "here one checker decides about all of them"
        )
    return default_checker(package, list(flags.pop()))


def default_checker(package: Package, flags: list[str]) -> dict[str, Any]:
    section: dict[str, Any] = {"kind": "tokens", "case": "ignored"}
    words = iter(flags)
    for flag in words:
        if flag == "case_sensitive":
            section["case"] = "kept"
        elif flag == "space_change_sensitive":
            section["spaces"] = "kept"
        elif flag in FLOATS:
            section |= tolerances(package, flag, next(words, ""))
        else:
            raise BrokenExercise(f"{package.folder}: the default validator has no flag {flag!r}")
    return section


def tolerances(package: Package, flag: str, word: str) -> dict[str, Any]:
    try:
        tolerance = float(word)
    except ValueError:
        tolerance = -1
    if not 0 <= tolerance < float("inf"):
        raise BrokenExercise(f"{package.folder}: {flag}: {word!r} is no tolerance")
    both = ("absolute", "relative") if flag == "float_tolerance" else (flag.split("_")[1],)
    return {"kind": "numbers"} | dict.fromkeys(both, tolerance)


def include(package: Package) -> dict[str, PlannedFile]:
    files: dict[str, PlannedFile] = {}
    for code in package.names_in(INCLUDE):
        language = DEFAULT_INCLUDE if code == DEFAULT_INCLUDE else LANGUAGE_CODES.get(code)
        if language is None:
            continue
        for path in package.below(f"{INCLUDE}/{code}"):
            name = path.removeprefix(f"{INCLUDE}/{code}/")
            files[f"{INCLUDE}/{language}/{name}"] = package.take_program(path)
        package.carry(f"{INCLUDE}/{code}/", f"{INCLUDE}/{language}/, put among the sources")
    return files
