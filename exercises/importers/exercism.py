"""Exercism's exercises of the Python and C tracks (https://exercism.org/docs/building/tracks/practice-exercises).

.meta/config.json   files.solution -> [turn_in], files.test -> harness/ and [framework.cases], files.example -> accepted
.docs/*.md          statement.md
test-framework/     (C) Unity, into the harness

Students get the tests with the exercise there, so nothing is lost by tests that run in their process here.
"""

import ast
import json
import re
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import BrokenExercise
from exercises.importers.plan import Carried, ImportPlan, Left, PlannedFile, manifest_file
from exercises.importers.source import Source

CONFIG = ".meta/config.json"
DOCS = (".docs/introduction.md", ".docs/instructions.md", ".docs/instructions.append.md")
UNITY = "test-framework/unity.c"
# Those of the track's own makefiles, but for the colours of what Unity prints.
C_FLAGS = ("-std=c99", "-g", "-Wall", "-Wextra", "-pedantic", "-Werror", "-Wmissing-declarations", "-DUNITY_SUPPORT_64")
RUN_TEST = re.compile(r"^\s*RUN_TEST\(\s*(\w+)\s*\)", re.MULTILINE)
TEST_IGNORE = re.compile(r"TEST_IGNORE\(\s*\);[^\n]*")
REASONS = {
    ".approaches/": "how others solved it: not part of an exercise here",
    ".articles/": "an article on it: not part of an exercise here",
    ".docs/hints": "hints have no place in an exercise here",
    ".docs/": "part of the track's own pages",
    ".meta/": "what the track's tests were generated from",
    "README.md": "made from .docs by the track",
    "makefile": "its flags are those that the harness is compiled with; its other rules aren't run",
}
UNUSED_KEYS = {
    "authors": "an exercise here has no such key",
    "contributors": "an exercise here has no such key",
    "source": "an exercise here has no such key",
    "source_url": "an exercise here has no such key",
    "blurb": "the statement says it",
}


class Files(BaseModel):
    model_config = ConfigDict(extra="allow")

    solution: list[str]
    test: list[str]
    example: list[str] = []
    exemplar: list[str] = []
    editor: list[str] = []


class Config(BaseModel):
    """Its other keys end up in the list of what was left."""

    model_config = ConfigDict(extra="allow")

    files: Files


def import_exercism(folder: Path) -> ImportPlan:
    """Raises BrokenExercise that names the file, and the key."""
    source = Source(folder)
    config = read_config(source)
    language = language_of(folder, config.files.solution)
    harness, tests = harness_of(source, config, language)
    solution = accepted(source, config)
    manifest = {
        "title": folder.resolve().name.replace("-", " ").capitalize(),
        "language": language,
        "turn_in": {"required": [f"/{path}" for path in config.files.solution], "optional": optional(language)},
        **(c_sections(config) if language == "c" else python_sections(config)),
    }
    manifest["framework"] |= {"cases": dict.fromkeys(cases_of(folder, tests, language), 1)}
    files = {"exercise.toml": manifest_file(manifest), "statement.md": statement(source), **harness, **solution}
    return ImportPlan(
        format="exercism",
        slug=folder.resolve().name,
        files=files,
        carried=tuple(carried(config, solution)),
        left=(*left_keys(config), *changed(tests), *left_stubs(source, config), *source.rest(REASONS)),
    )


def read_config(source: Source) -> Config:
    path = source.folder / CONFIG
    text = source.text(CONFIG, "what the exercise is made of")
    try:
        return Config.model_validate(json.loads(text))
    except ValidationError as error:
        problem = error.errors()[0]
        raise BrokenExercise(f"{path}: {'.'.join(str(key) for key in problem['loc'])}: {problem['msg']}") from None
    except (ValueError, RecursionError) as error:
        raise BrokenExercise(f"{path}: not JSON: {error}") from None


def language_of(folder: Path, solution: list[str]) -> str:
    suffixes = {PurePosixPath(path).suffix for path in solution}
    if suffixes == {".py"}:
        return "python"
    if ".c" in suffixes and suffixes <= {".c", ".h"}:
        return "c"
    found = ", ".join(sorted(suffixes)) or "none"
    raise BrokenExercise(f"{folder / CONFIG}: files.solution: Python or C was expected, these are {found}")


def optional(language: str) -> list[str]:
    return ["*.py"] if language == "python" else ["*.c", "*.h"]


def harness_of(source: Source, config: Config, language: str) -> tuple[dict[str, PlannedFile], dict[str, str]]:
    """The harness's files, and the tests' own texts."""
    tests = {path: source.text(path, "a test that .meta/config.json names") for path in config.files.test}
    files = {
        f"harness/{path}": PlannedFile(data=TEST_IGNORE.sub("", text).encode() if language == "c" else text.encode())
        for path, text in tests.items()
    }
    helpers = [path for path in config.files.editor if path not in config.files.solution]
    if language == "c":
        source.take(UNITY, "the test framework that the tests include")
        helpers += source.below("test-framework")
    files |= {f"harness/{path}": source.take(path, "a file that the tests need") for path in helpers}
    return files, tests


def c_sections(config: Config) -> dict[str, Any]:
    tests = [f"school/{path}" for path in config.files.test if path.endswith(".c")]
    sources = [path for path in config.files.solution if path.endswith(".c")]
    compile_all = ["cc", *C_FLAGS, "-I.", "-o", "school/tests", *sources, *tests, f"school/{UNITY}", "-lm"]
    return {
        "harness": {"commands": [compile_all]},
        "framework": {"kind": "unity"},
        "run": {"command": ["school/tests"], "cpu_ms": 2000, "wall_ms": 8000},
    }


def python_sections(config: Config) -> dict[str, Any]:
    return {
        "harness": {},
        "framework": {"kind": "pytest", "files": list(config.files.test)},
        "run": {"cpu_ms": 5000, "wall_ms": 20000, "memory_mib": 256},
    }


def cases_of(folder: Path, tests: dict[str, str], language: str) -> list[str]:
    """The tests' names, with their class where a name alone isn't unique. Raises BrokenExercise where there is none."""
    pairs = [pair for path, text in tests.items() for pair in test_names(folder / path, text, language)]
    counts = Counter(name for _, name in pairs)
    cases = [name if counts[name] == 1 or not group else f"{group}.{name}" for group, name in pairs]
    if not cases:
        raise BrokenExercise(f"{folder / CONFIG}: files.test: no test was found in {', '.join(tests)}")
    return list(dict.fromkeys(cases))


def test_names(path: Path, text: str, language: str) -> list[tuple[str, str]]:
    """(class, name) of each test in a file."""
    if language == "c":
        return [("", name) for name in RUN_TEST.findall(text)]
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise BrokenExercise(f"{path}: not Python: {error}") from None
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    return tests_in("", module.body) + [pair for node in classes for pair in tests_in(node.name, node.body)]


def tests_in(group: str, body: list[ast.stmt]) -> list[tuple[str, str]]:
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    return [(group, node.name) for node in functions if node.name.startswith("test")]


def accepted(source: Source, config: Config) -> dict[str, PlannedFile]:
    """The example under the names that students turn in; example and solution files go together by their suffixes."""
    examples = config.files.example or config.files.exemplar
    if not examples:
        raise BrokenExercise(f"{source.folder / CONFIG}: files.example: missing: a solution that passes")
    solution = {}
    for path in examples:
        named = [name for name in config.files.solution if PurePosixPath(name).suffix == PurePosixPath(path).suffix]
        name = named[0] if len(named) == 1 else PurePosixPath(path).name
        target = f"solutions/accepted/example/{name}"
        if target in solution:
            raise BrokenExercise(f"{source.folder / CONFIG}: files.example: two of them would be {name}")
        solution[target] = source.take(path, "the example that config.json names")
    return solution


def statement(source: Source) -> PlannedFile:
    found = [source.text(path, "the statement").strip() for path in DOCS if source.has(path)]
    if not found:
        raise BrokenExercise(f"{source.folder / DOCS[1]}: missing: the statement")
    return PlannedFile(data=("\n\n".join(found) + "\n").encode())


def carried(config: Config, solution: dict[str, PlannedFile]) -> list[Carried]:
    examples = config.files.example or config.files.exemplar
    return [
        Carried(source="files.solution", became="[turn_in]"),
        *(Carried(source=path, became=f"harness/{path} and [framework.cases]") for path in config.files.test),
        *(Carried(source=path, became=target) for path, target in zip(examples, solution, strict=True)),
        Carried(source=".docs", became="statement.md"),
    ]


def left_keys(config: Config) -> list[Left]:
    keys = [*(config.model_extra or {}), *(f"files.{key}" for key in config.files.model_extra or {})]
    return [Left(source=f"{CONFIG}: {key}", why=UNUSED_KEYS.get(key, "nothing is known of such a key")) for key in keys]


def changed(tests: dict[str, str]) -> list[Left]:
    return [
        Left(source=f"{path}: TEST_IGNORE()", why="a student there removes it by hand; here every test runs")
        for path, text in tests.items()
        if path.endswith(".c") and TEST_IGNORE.search(text)
    ]


def left_stubs(source: Source, config: Config) -> list[Left]:
    stubs = [path for path in config.files.solution if source.has(path)]
    for path in stubs:
        source.take(path, "the stub")
    return [Left(source=path, why="the stub that students begin with: no place for it here") for path in stubs]
