"""Who pushes what in the demo, and the verdict that must come of it. The pushes cover every verdict."""

from dataclasses import dataclass

from core.verdicts import Verdict

SEED = 42
CAMPUSES = ("Khouribga", "Ben Guerir", "Paris")
STUDENTS = (
    "aya", "bilal", "chloe", "driss", "elif", "fatou", "ghita", "hugo", "ines", "jad", "kenza", "leo",
    "mina", "nabil", "oumar", "paul", "quentin", "rania", "salma", "tarik", "ugo", "vera", "yassine", "zoe",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`solution` is a folder below the exercise's `solutions/`; None is a commit without files."""

    about: str
    size: int
    exercise: str
    solution: str | None
    expected: tuple[Verdict, ...]


def case(about: str, size: int, exercise: str, solution: str | None, *expected: Verdict) -> Case:
    return Case(about=about, size=size, exercise=exercise, solution=solution, expected=expected)


CASES = (
    case("right", 2, "c-sum", "accepted/plain", Verdict.AC),
    case("wrong answer", 1, "c-sum", "wrong_answer/overflow", Verdict.WA),
    case("compile error", 2, "c-sum", "compile_error/syntax", Verdict.CE),
    case("crash", 1, "c-sum", "run_time_error/segfault", Verdict.RTE),
    case("timeout by spinning", 2, "c-sum", "time_limit_exceeded/spin", Verdict.TLE),
    case("timeout by sleeping", 1, "c-sum", "time_limit_exceeded/sleep", Verdict.TLE),
    case("memory hog", 2, "c-sum", "memory_limit_exceeded/hog", Verdict.MLE),
    case("output flood", 1, "c-sum", "output_limit_exceeded/flood", Verdict.OLE),
    case("fork bomb", 2, "c-sum", "run_time_error/fork_bomb", Verdict.RTE, Verdict.TLE),
    case("a commit without files", 1, "c-sum", None, Verdict.CF),
    case("missing file", 2, "c-sum", "check_failed/missing", Verdict.CF),
    case("forbidden extra file", 1, "c-sum", "check_failed/extra", Verdict.CF),
    case("right, a C library", 2, "c-libft", "accepted", Verdict.AC),
    case("right, a C function", 1, "c-longest-run", "accepted", Verdict.AC),
    case("right, in Python", 2, "python-word-count", "accepted", Verdict.AC),
    case("right, in shell", 1, "shell-still-inside", "accepted", Verdict.AC),
)
