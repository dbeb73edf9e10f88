"""Which functions of the C library a submission calls: only those that the exercise allows.

sources as pushed --> compiled by us, before any of their code ran --> symbols that no source defines   "functions"
student's build   --> its objects, archives and programs           --> symbols that they import   "functions-built"

The first names file and line. The second sees what the first can't: code that only the student's own flags bring in,
and objects that come from elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import PurePosixPath

from core.errors import SandboxRefused
from core.reports import CheckReport
from core.runs import Sandbox
from core.trees import Tree
from exercises.checks import FunctionsCheck
from exercises.model import Exercise
from grader.checks.outcome import one_line, outcome
from grader.checks.school_build import clear, compile_as_the_school, new_folder
from grader.checks.sources import PRODUCT, as_arguments, as_turned_in, files_matched
from grader.checks.together import together
from grader.checks.tool import FromSandbox, answer_of, run_inside, tool_limits

# What gcc and the C library's own headers bring into an object that never calls it by that name. At -O2 gcc 12 makes
# strlen of a loop that counts to the NUL (-ftree-loop-distribute-patterns).
COMPILER_MADE = """memcpy memmove memset memcmp strlen _GLOBAL_OFFSET_TABLE_ __stack_chk_fail __libc_start_main
__cxa_finalize __gmon_start__ _ITM_deregisterTMCloneTable _ITM_registerTMCloneTable __tls_get_addr"""
ALWAYS = frozenset({"__errno_location", "stdin", "stdout", "stderr", "environ", "__environ"})
CHARACTER_CLASSES = """isalnum isalpha isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper
isxdigit"""
# What a call looks like once gcc, or a macro of a header, has put a near relative in its place.
STANDS_FOR = {
    "calloc": {"malloc"},
    "puts": {"printf"},
    "putchar": {"printf"},
    "fwrite": {"fprintf", "fputs"},
    "fputc": {"fprintf", "fputs"},
    "putc": {"putchar", "fprintf", "printf"},
    "_IO_putc": {"putchar", "putc"},
    "strchr": {"strstr"},
    "stpcpy": {"strcat", "sprintf"},
    "__ctype_b_loc": frozenset(CHARACTER_CLASSES.split()),
    "__ctype_tolower_loc": {"tolower"},
    "__ctype_toupper_loc": {"toupper"},
    "__sigsetjmp": {"sigsetjmp"},
    "_setjmp": {"setjmp"},
    "__assert_fail": {"assert"},
    "__sysv_signal": {"signal"},
}
DECORATIONS = ("__isoc99_", "__isoc23_")


class Unit(FromSandbox):
    """One object, archive or program. `places`: needed name -> "file:line". `linkable`: others may be linked to it."""

    file: str
    defined: frozenset[str]
    needed: frozenset[str]
    places: dict[str, str]
    syscalls: bool
    linkable: bool


class Objects(FromSandbox):
    """`strange`: files that could not be compiled, or read, each with the reason."""

    units: list[Unit]
    strange: list[tuple[str, str]]
    log: str


def check_functions(sandbox: Sandbox, exercise: Exercise, tree: Tree, rule: FunctionsCheck) -> CheckReport:
    """The sources, compiled by us. Raises SandboxDied, GraderFault."""
    sources = files_matched(tree, rule.files)
    if not sources:
        return outcome("functions", rule, (), passed="no source to look into")
    request = {
        "sources": as_arguments(sources),
        "options": rule.options,
        "folders": as_arguments(folders_of(tree)),
        "known": sorted({*rule.allowed, *ALWAYS}),
        "together": [asdict(group) for group in together(tree, sources)],
    }
    said = run_inside(sandbox, "objects", request, limits := tool_limits(exercise.manifest.build))
    if said.trouble:
        return outcome("functions", rule, [f"the sources could not be compiled: {said.trouble} ({limits.cpu_ms} ms)"])
    found = answer_of(Objects, said)
    if found.strange:
        files = [f"{as_turned_in(file)} {why}" for file, why in found.strange]
        return outcome("functions", rule, files, evidence=found.log.replace(PRODUCT, ""))
    defined = frozenset[str]().union(*(unit.defined for unit in found.units))
    problems = [line for unit in found.units for line in blamed(unit, defined, rule.allowed, ALWAYS)]
    problems = problems or called_in_the_program(sandbox, exercise, sources, defined, rule)
    return outcome("functions", rule, problems, passed="nothing is called but what is allowed")


def called_in_the_program(
    sandbox: Sandbox, exercise: Exercise, sources: list[str], defined: frozenset[str], rule: FunctionsCheck
) -> list[str]:
    """What the sources call once the school's commands compile them, one line each. Raises SandboxDied, GraderFault."""
    folder = new_folder()
    try:
        said = compile_as_the_school(sandbox, exercise, sources, folder)
    except SandboxRefused as refusal:
        return [f"there is no room for the school's files: {refusal}"]
    if not said:
        return []
    request = {"product": PRODUCT + folder, "programs": []}
    answer = run_inside(sandbox, "objects", request, tool_limits(exercise.manifest.build))
    clear(sandbox, exercise, folder)
    failed = [source for source, words in said.items() if words.trouble or words.exit_code]
    if failed or answer.trouble:
        return [f"{source} does not compile as the exercise does it" for source in failed or said]
    found = answer_of(Objects, answer)
    units = [replace_file(unit, sources) for unit in found.units]
    passed = ALWAYS.union(COMPILER_MADE.split())
    if not exercise.manifest.build.commands:  # no other file is in the program, so none can define what it calls
        defined = frozenset[str]().union(*(unit.defined for unit in units))
    hidden = [f"{sources[int(PurePosixPath(file).stem)]}: {why}" for file, why in found.strange if file != "start"]
    return hidden + [line for unit in units for line in blamed(unit, defined, rule.allowed, passed)]


def replace_file(unit: Unit, sources: list[str]) -> Unit:
    """An object's unit, told by its source, which may hide the call from other compilations."""
    return unit.model_copy(update={"file": sources[int(PurePosixPath(unit.file).stem)]})


def check_built_functions(sandbox: Sandbox, exercise: Exercise, rule: FunctionsCheck) -> CheckReport:
    """What the student's build made. Raises SandboxDied, GraderFault."""
    programs = names_of_product(exercise)
    request = {"product": PRODUCT.rstrip("/"), "programs": sorted(programs)}
    said = run_inside(sandbox, "objects", request, tool_limits(exercise.manifest.build))
    if said.trouble:
        return outcome("functions-built", rule, [f"what the build made could not be read: {said.trouble}"])
    found = answer_of(Objects, said)
    problems = [f"{file}: {why}" for file, why in found.strange]
    shared = frozenset[str]().union(*(unit.defined for unit in found.units if unit.linkable))
    for unit in found.units:
        alone = unit.file in programs or not unit.linkable
        problems += blamed(unit, unit.defined if alone else shared, rule.allowed, ALWAYS.union(COMPILER_MADE.split()))
    return outcome("functions-built", rule, problems, passed="what the build made imports nothing else")


def names_of_product(exercise: Exercise) -> set[str]:
    """What the testcases run, or the school links to: no other file may stand in for what it needs."""
    makefile = exercise.manifest.checks.makefile
    named = {str(PurePosixPath(exercise.command[0]))} if exercise.command else set()
    return named | ({str(PurePosixPath(makefile.name))} if makefile else set())


def folders_of(tree: Tree) -> list[str]:
    """Every folder that holds a header, the top first: an exercise's own flags may name any of them."""
    return sorted({str(PurePosixPath(path).parent) for path in tree.paths if path.endswith(".h")})


def blamed(unit: Unit, defined: frozenset[str], allowed: Iterable[str], passed: frozenset[str]) -> Iterator[str]:
    """One line for each function that this unit calls and may not."""
    permitted = frozenset(allowed)
    if unit.syscalls:
        yield f"{as_turned_in(unit.file)}: a system call of its own, by inline assembly"
    for name in sorted(unit.needed - defined - passed):
        if not meant(name) & permitted:
            place = as_turned_in(unit.places.get(name, unit.file))
            yield one_line(f"{place}: {plain(name)} is not allowed")


def meant(symbol: str) -> frozenset[str]:
    """The functions that a call of `symbol` may have been in the source."""
    name = plain(symbol)
    return frozenset({symbol, name, *STANDS_FOR.get(name, ())})


def plain(symbol: str) -> str:
    """`__isoc99_sscanf` is `sscanf` by another standard, `__memcpy_chk` is `memcpy` with its sizes checked."""
    for decoration in DECORATIONS:
        symbol = symbol.removeprefix(decoration)
    return symbol[2:-4] if re.fullmatch(r"__.+_chk", symbol) else symbol
