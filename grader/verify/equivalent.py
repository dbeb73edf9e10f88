"""Is a mutant that no testcase noticed another program at all?

Trivial compiler equivalence (Papadakis, Jia, Harman and Le Traon, ICSE 2015): a mutant that the optimising compiler
turns into the very code of the original can't be told from it by any test. It finds some of the equivalent mutants and
never calls one so that isn't.
"""

import warnings
from pathlib import PurePosixPath
from types import CodeType

from core.runs import Command, Limits, Sandbox, Who
from grader.verify.mutants import Mutant

COMPILERS = {"c": ("cc", "c"), "cpp": ("c++", "c++")}
LIMITS = Limits(cpu_ms=60_000, wall_ms=120_000, memory_mib=1024, processes=32, stdout_bytes=4096)


def equivalent(language: str, sandbox: Sandbox, mutant: Mutant) -> bool:
    if language == "python":
        original, changed = python_code(mutant.original), python_code(mutant.source)
        return original is not None and original == changed
    if language in COMPILERS:
        changed_to = assembly(language, sandbox, mutant.path, mutant.source)
        return bool(changed_to) and changed_to == assembly(language, sandbox, mutant.path, mutant.original)
    return False


def assembly(language: str, sandbox: Sandbox, path: str, source: bytes) -> bytes:
    """A digest of what the compiler makes of a source that lies at `path`; nothing where it makes nothing of it."""
    compiler, name = COMPILERS[language]
    script = f'{compiler} -O2 -w -S -I. -iquote "$0" -o /tmp/out.s -x {name} - && sha256sum /tmp/out.s'
    argv = ("sh", "-c", script, f"./{PurePosixPath(path).parent}")
    result = sandbox.run(Command(who=Who.BUILD, argv=argv, limits=LIMITS, stdin=source))
    return result.stdout if result.exit_code == 0 else b""


def python_code(source: bytes) -> object:
    """What the source compiles to, without the places where it stands; None where it doesn't. Nothing of it is run."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return essence(compile(source, "source", "exec", dont_inherit=True))
    except (SyntaxError, ValueError):
        return None


def essence(code: object) -> object:
    """1, 1.0 and True are equal to Python, and no equal programs."""
    if isinstance(code, CodeType):
        names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, code.co_name)
        call = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
        constants = tuple(essence(constant) for constant in code.co_consts)
        return (code.co_code, code.co_exceptiontable, names, call, constants)
    return (type(code), repr(code))
