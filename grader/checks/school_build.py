"""The sources of a submission that the school's own commands compile, compiled just so, to see what they call then.

harness's `cc -O1 -o school/it ft_x.c school/main.c`  -->  `cc -O1 -c ft_x.c -o OBJECT`  -->  symbols that it needs

A source can tell one compilation from another, by `__PIE__`, `__OPTIMIZE__` or whether the school's files are there. So
what it shows to the check's own flags is no proof of what it calls in the program that the testcases run. The school's
files stand in their place meanwhile, and go before any code of the submission runs.
"""

import secrets
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from core.runs import Sandbox
from core.trees import EntryKind, TreeEntry
from exercises.model import Exercise
from grader.checks.sources import PRODUCT
from grader.checks.tool import Said, run_tool, tool_limits
from grader.turn_in import HARNESS_FOLDER

COMPILERS = ("cc", "gcc", "c99")
INPUTS = (".c", ".o", ".a", ".s", ".S")


def compile_as_the_school(sandbox: Sandbox, exercise: Exercise, sources: Sequence[str], folder: str) -> dict[str, Said]:
    """Put an object of each source that the harness's commands name into `folder` of the product.

    Source -> what the compiler said; the object of the third source is `2.o`. Raises SandboxDied, SandboxRefused where
    the submission leaves no room, GraderFault.
    """
    calls = dict(calls_of(exercise, sources, folder))
    if calls:
        sandbox.put(exercise.harness, folder=HARNESS_FOLDER)
        sandbox.put([TreeEntry(path="start", kind=EntryKind.FILE, data=b"")], folder=folder)
    limits = tool_limits(exercise.manifest.build)
    return {source: run_tool(sandbox, argv, limits) for source, argv in calls.items()}


def clear(sandbox: Sandbox, exercise: Exercise, folder: str) -> None:
    argv = ("rm", "-rf", "--", PRODUCT + HARNESS_FOLDER, PRODUCT + folder)
    run_tool(sandbox, argv, tool_limits(exercise.manifest.build))


def calls_of(exercise: Exercise, sources: Sequence[str], folder: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for argv in exercise.harness_commands:
        if argv[0] in COMPILERS:
            named = {str(PurePosixPath(word)) for word in argv}
            options = tuple(options_of(argv))
            for number, source in enumerate(sources):
                if source in named:
                    yield source, (*options, "-c", f"./{source}", "-o", f"{folder}/{number}.o")


def options_of(argv: Sequence[str]) -> Iterator[str]:
    """The compiler and its options: not what it reads, nor what it writes."""
    words = iter(argv)
    for word in words:
        if word == "-o":
            next(words, None)
        elif word.startswith("-") or not word.endswith(INPUTS):
            yield word


def new_folder() -> str:
    """Of a name that no source can ask for."""
    return f".objects-{secrets.token_hex(8)}"
