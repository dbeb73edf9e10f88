"""What a Makefile does, tried on the product that it has just built, never read off its text.

built -> make, make all: nothing changes -> make bonus twice -> make clean -> make fclean -> make NAME -> make re
      -> the exercise's own build again, so that the product is whole

Each `make` is a command of its own; what it did is read from the files (inode, time of change) by a program of ours
once none of its processes lives, so nothing that it prints counts. For `make re` empty files stand where the build's
own had been (a rule that doesn't clean first keeps them), sources that nobody named stand beside the student's (a
wildcard takes them), and the compilers are called through scripts that record their arguments.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from core.errors import SandboxRefused
from core.reports import CheckReport
from core.runs import Sandbox
from core.trees import EntryKind, Tree, TreeEntry
from exercises.checks import MakefileCheck
from exercises.model import Exercise
from grader.checks.compiler_calls import Call, flag_problems
from grader.checks.outcome import few, outcome
from grader.checks.sources import PRODUCT
from grader.checks.tool import FromSandbox, Said, answer_of, run_inside, run_tool, tool_limits
from grader.limits import limits_of
from grader.words import command_line, excerpt

PATH = "/usr/local/bin:/usr/bin:/bin"
COMPILERS = ("cc", "gcc", "c99", "g++", "c++")
RECORDER = b"""#!/bin/sh
printf '%s\\0' "$PWD" "${0##*/}" "$@" >>"${0%/bin/*}/calls/$$"
exec "/usr/bin/${0##*/}" "$@"
"""
DECOY = b"#error a file of the school: the Makefile takes sources that it does not name\n"
SOURCE_ENDINGS = (".c", ".cc", ".cpp", ".cxx")
SHOWN_BYTES = 2048


class Stamp(FromSandbox):
    path: str
    inode: int
    changed: int
    size: int


class Look(FromSandbox):
    files: list[Stamp]
    unread: list[str]
    calls: list[list[str]]


Files = Mapping[str, Stamp]


class Workshop:
    """The product's folder with a Makefile in it. `told` holds what each `make` printed, for the evidence."""

    def __init__(self, sandbox: Sandbox, exercise: Exercise, tree: Tree, rule: MakefileCheck) -> None:
        self._sandbox, self._exercise = sandbox, exercise
        self.rule = rule
        self.turned_in = frozenset(tree.paths)
        self.folders = sorted({str(PurePosixPath(path).parent) for path in tree.paths if path.endswith(SOURCE_ENDINGS)})
        self.told: list[str] = []
        self.record = f".record-{secrets.token_hex(8)}"

    def make(self, *words: str, recorded: bool = False) -> Said:
        path = f"{PRODUCT}{self.record}/bin:{PATH}" if recorded else PATH
        limits = limits_of(self._exercise.manifest.build)
        said = run_tool(self._sandbox, ("env", f"PATH={path}", "make", *words), limits)
        printed = excerpt(said.stdout + said.stderr, SHOWN_BYTES).rstrip("\n")
        ended = said.trouble or (f"exit code {said.exit_code}" if said.exit_code else "")
        self.told.append("\n".join(filter(None, (f"$ {command_line(('make', *words))}", printed, ended))))
        return said

    def look(self) -> tuple[Files, list[Call]]:
        request = {"product": PRODUCT.rstrip("/"), "record": f"{PRODUCT}{self.record}/calls"}
        said = run_inside(self._sandbox, "look", request, tool_limits(self._exercise.manifest.build))
        if said.trouble:
            return {}, []
        found = answer_of(Look, said)
        if found.unread:
            self.told.append(f"folders that can't be read: {few(found.unread)}")
            return {}, []
        files = {stamp.path: stamp for stamp in found.files if not stamp.path.startswith(self.record)}
        return files, [Call.read(words) for words in found.calls if len(words) > 1]

    def files(self) -> Files:
        return self.look()[0]

    def put(self, files: Mapping[str, bytes], kind: EntryKind = EntryKind.FILE, folder: str = "") -> None:
        entries = [TreeEntry(path=path, kind=kind, data=data) for path, data in files.items()]
        self._sandbox.put(entries, folder=folder)

    def remove(self, paths: Sequence[str]) -> None:
        run_tool(self._sandbox, ("rm", "-rf", "--", *paths), tool_limits(self._exercise.manifest.build))

    def build_again(self) -> bool:
        limits = limits_of(self._exercise.manifest.build)
        said = [run_tool(self._sandbox, argv, limits) for argv in self._exercise.manifest.build.commands]
        return all(not one.trouble and one.exit_code == 0 for one in said)

    def made(self, files: Files) -> dict[str, Stamp]:
        """What the build makes: the product and the objects, but for what was pushed."""
        name = str(PurePosixPath(self.rule.name))
        return {
            path: stamp
            for path, stamp in files.items()
            if path == name or (path.endswith(".o") and path not in self.turned_in)
        }

    def objects(self, files: Files) -> list[str]:
        return sorted(path for path in self.made(files) if path.endswith(".o"))


def check_makefile(sandbox: Sandbox, exercise: Exercise, tree: Tree, rule: MakefileCheck) -> CheckReport:
    """Raises SandboxDied, GraderFault. The product is built again at the end, whatever was found."""
    shop = Workshop(sandbox, exercise, tree, rule)
    try:
        problems = list(problems_of(shop))
        shop.remove([shop.record])
        if not shop.build_again():
            problems.append("after these rules the project can't be built any more")
    except SandboxRefused as refusal:
        problems = [f"what the Makefile left is in the way: {refusal}"]
    return outcome("makefile", rule, problems, passed=passed_line(rule), evidence="\n".join([*problems, *shop.told]))


def passed_line(rule: MakefileCheck) -> str:
    wildcards = ", every source is named" if rule.wildcards == "forbidden" else ""
    flags = f", each compiled with {command_line(rule.flags)}" if rule.flags else ""
    return f"a second make does nothing, rules {', '.join(rule.rules)} work{wildcards}{flags}"


def problems_of(shop: Workshop) -> Iterator[str]:
    """Up to the first that leaves nothing to try."""
    built = shop.files()
    if shop.rule.name not in built:
        yield f"make builds no {shop.rule.name}"
        return
    relinked = list(idle(shop, built, "a second make"))
    yield from relinked
    if "all" in shop.rule.rules:
        yield from works(shop, "all") if relinked else idle(shop, built, "make all", "all")
    if "bonus" in shop.rule.rules:
        yield from works(shop, "bonus")
        yield from idle(shop, shop.files(), "a second make bonus", "bonus")
    if "clean" in shop.rule.rules:
        yield from clean(shop)
    if "fclean" in shop.rule.rules:
        yield from fclean(shop)
    if "name" in shop.rule.rules:
        shop.remove(sorted(shop.made(shop.files())))
        yield from works(shop, shop.rule.name)
        if shop.rule.name not in shop.files():
            yield f"make {shop.rule.name} does not build it"
    if "re" in shop.rule.rules or shop.rule.flags or shop.rule.wildcards == "forbidden":
        yield from rebuilt(shop, shop.made(built))


def works(shop: Workshop, *words: str, recorded: bool = False) -> Iterator[str]:
    said = shop.make(*words, recorded=recorded)
    what = command_line(("make", *words))
    if said.trouble:
        yield f"{what}: {said.trouble}"
    elif said.exit_code:
        yield f"{what} ends with exit code {said.exit_code}"


def idle(shop: Workshop, before: Files, what: str, *words: str) -> Iterator[str]:
    """Nothing that the build made may have changed: a time of change tells, and nobody can set it back."""
    yield from works(shop, *words)
    after = shop.files()
    again = [path for path, stamp in shop.made(before).items() if after.get(path) != stamp]
    if again:
        yield f"{what}, with nothing to do, makes again: {few(again)}"


def clean(shop: Workshop) -> Iterator[str]:
    yield from works(shop, "clean")
    files = shop.files()
    if left := shop.objects(files):
        yield f"make clean leaves objects: {few(left)}"
    if shop.rule.name not in files:
        yield f"make clean removes {shop.rule.name}: that is for fclean"


def fclean(shop: Workshop) -> Iterator[str]:
    yield from works(shop, "fclean")
    if left := sorted(shop.made(shop.files())):
        yield f"make fclean leaves {few(left)}"


def rebuilt(shop: Workshop, made: Mapping[str, Stamp]) -> Iterator[str]:
    """One whole build, which shows all at once whether `re` cleans, what is compiled, and how."""
    shop.remove(sorted(made))
    words = ("re",) if "re" in shop.rule.rules else ()
    if words:
        shop.put(dict.fromkeys(made, b""))
    watched = shop.folders if shop.rule.wildcards == "forbidden" else ()
    decoys = [str(PurePosixPath(folder, f"ft_{secrets.token_hex(4)}.c")) for folder in watched]
    shop.put(dict.fromkeys(decoys, DECOY))
    shop.put({f"bin/{name}": RECORDER for name in COMPILERS}, EntryKind.EXECUTABLE, shop.record)
    shop.put({f"{shop.record}/calls/start": b""})
    problems = list(works(shop, *words, recorded=True))
    files, calls = shop.look()
    stale = [path for path, stamp in shop.made(files).items() if path in made and stamp.size == 0]
    shop.remove([*decoys, *stale, shop.record])
    if any(call.names(path) for path in decoys for call in calls):
        yield "takes sources that it does not name (a wildcard?): a file put beside them was compiled too"
        return
    yield from problems
    if stale or (not problems and shop.rule.name not in files):
        yield f"{command_line(('make', *words))} does not build anew: {few(stale or [shop.rule.name])}"
    elif not problems and shop.rule.flags:
        yield from flag_problems(calls, shop.rule.flags, shop.objects(files))
