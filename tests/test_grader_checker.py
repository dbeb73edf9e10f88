"""Custom checkers for real: right ones, and ones that crash, hang, flood, forge or are fed hostile output."""

from dataclasses import replace
from pathlib import Path

import pytest

from core import reports
from core.errors import GraderFault, SandboxDied
from core.runs import Command, RunResult
from core.trees import Tree
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.loader import load_exercise
from exercises.model import Exercise
from exercises.solutions import Solution, solutions
from grader.grade import grade
from sandboxes.pool import WarmPool
from tests.builders import a_testcase, exercise, file, ran, tree
from tests.fakes.sandboxes import FakePool

SAMPLES = Path(__file__).parent / "exercises"
ANY_ORDER, FEW_COINS = load_exercise(SAMPLES / "any-order"), load_exercise(SAMPLES / "few-coins")
SHIPPED = [(sample, solution) for sample in (ANY_ORDER, FEW_COINS) for solution in solutions(sample)]
PROGRAM = {"folder": "checker", "command": ["python3", "-ISBc", "exec(open('check.py').read())"]}
TIGHT = {"cpu_ms": 150, "wall_ms": 2000, "memory_mib": 32, "output_kib": 4, "processes": 4}


@pytest.mark.parametrize(("sample", "solution"), SHIPPED, ids=lambda made: getattr(made, "name", None))
def test_a_solution_gets_the_verdict_of_its_folder(sample: Exercise, solution: Solution, pool: WarmPool) -> None:
    report = grade(sample, Tree(entries=read_entries(solution.folder), commit=None), pool)
    assert {report.verdict} == set(solution.verdicts), report.tests


def test_more_coins_than_needed_give_a_part_of_the_points(pool: WarmPool) -> None:
    files = read_entries(SAMPLES / "few-coins/solutions/accepted/no_quarters")
    best, worse = grade(FEW_COINS, Tree(entries=files, commit=None), pool).tests
    assert (best.verdict, best.points, worse.verdict, worse.points) == (Verdict.AC, 4, Verdict.AC, 3)
    assert worse.detail == "the checker gives 75% of the points"
    assert worse.for_staff == "4 coins"


def checked_by(check: str, *prints: str) -> Exercise:
    """A testcase for each thing printed, whose checker is that program in Python."""
    made = exercise(
        *(a_testcase(f"{number}", stdin=text.encode()) for number, text in enumerate(prints or ("fine",))),
        language="shell",
        build={"commands": []},
        run={"command": ["cat"]},
        checker={"kind": "custom", "program": PROGRAM | TIGHT | {"language": "python"}},
    )
    return replace(made, validator=(file("check.py", check.encode()),))


def report_of(check: str, pool: WarmPool, *prints: str) -> reports.Report:
    return grade(checked_by(check, *prints), tree({"main.c": b""}), pool)


def judged_by(check: str, pool: WarmPool) -> reports.TestcaseReport:
    (report,) = report_of(check, pool).tests
    return report


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ("raise KeyError('lost')", "KeyError: 'lost'"),
        ("pass", "exit code 0, expected 42"),
        ("import os; os.kill(os.getpid(), 11)", "SIGSEGV"),
        ("import time; time.sleep(9)", "still not done after 2000 ms"),
        ("while True: pass", "the limit is 150 ms"),
        ("while True: print('flood' * 1000)", "printed more than 4 KiB"),
        ("block = bytearray(1 << 30)", "more than 32 MiB"),
        ("import os\nwhile True: os.fork()", "more than 4 processes"),
        ("import sys; open(sys.argv[3] + 'score.txt', 'w').write('9'); sys.exit(42)", "no number from 0 to 1"),
        ("import sys; open(sys.argv[3] + 'score.txt', 'w').write('0'); sys.exit(43)", "didn't accept"),
        ("import sys; open(sys.argv[3] + 'judgemessage.txt', 'w').write('case \\x1b 7'); sys.exit(5)", "case \\x1b 7"),
    ],
    ids=str,
)
def test_a_checker_that_fails_is_nobodys_fault_but_the_schools(check: str, why: str, pool: WarmPool) -> None:
    report = judged_by(check, pool)
    assert (report.verdict, report.points) == (Verdict.JE, 0)
    assert why in report.for_staff
    assert "not your program's fault" in report.detail
    assert report.got == "fine"


@pytest.mark.parametrize(
    "plant",
    [
        "os.mkfifo(folder + 'teammessage.txt')",
        "os.mkdir(folder + 'teammessage.txt')",
        "os.symlink('/etc/passwd', folder + 'teammessage.txt')",
        "os.rmdir(folder); os.symlink('/etc', folder.rstrip('/'))",
        "os.rmdir(folder)",
        "os.chmod(folder, 0)",
        "[os.mknod(f'{folder}{number}') for number in range(3000)]",
        "open(folder + 'teammessage.txt', 'wb').truncate(60 << 20)",
    ],
    ids=str,
)
def test_whatever_stands_where_feedback_should_is_left_alone(plant: str, pool: WarmPool) -> None:
    report = judged_by(f"import os, sys\nfolder = sys.argv[3]\n{plant}\nsys.exit(43)", pool)
    assert report.verdict is Verdict.WA
    assert "root" not in report.detail
    assert len(report.detail) < 10_000


def test_nothing_of_one_testcase_is_left_for_the_next(pool: WarmPool) -> None:
    check = """
import os, sys
left = [path for path in ("/tmp/left", sys.argv[3] + "left", "left") if os.path.exists(path)]
for path in ("/tmp/left", sys.argv[3] + "left", "left"): open(path, "w").close()
try: open("/box/product/check.py", "w")
except OSError: sys.exit(43 if left else 42)
"""
    report = report_of(check, pool, "one", "two")
    assert [test.verdict for test in report.tests] == [Verdict.AC, Verdict.AC]


def test_the_checker_reads_the_output_byte_by_byte_with_input_and_answer(pool: WarmPool) -> None:
    check = """
import sys
given = [open(path, "rb").read() for path in sys.argv[1:3]] + [sys.stdin.buffer.read()]
names = [path.rsplit("/", 1)[1] for path in sys.argv[1:3]]
sys.exit(42 if given == [b"a\\r\\n\\x00", b"fine\\n", b"a\\r\\n\\x00"] and names == ["0.in", "0.ans"] else 43)
"""
    assert report_of(check, pool, "a\r\n\0").verdict is Verdict.AC


def test_a_large_output_costs_the_checker_none_of_its_memory(pool: WarmPool) -> None:
    made = checked_by("import sys; sys.exit(42 if len(sys.stdin.buffer.read()) == 8 << 20 else 43)")
    roomy = made.manifest.run.model_copy(update={"output_kib": 8192, "command": ("head", "-c", "8388608", "/dev/zero")})
    made = replace(made, manifest=made.manifest.model_copy(update={"run": roomy}), command=roomy.command or ())
    assert grade(made, tree({"main.c": b""}), pool).verdict is Verdict.AC


def test_a_run_that_failed_is_not_shown_to_the_checker() -> None:
    fake = FakePool(lambda asked: ran(exit_code=1) if asked.argv == ("cat",) else ran(exit_code=42))
    report = grade(checked_by(""), tree({"main.c": b""}), fake)
    assert report.verdict is Verdict.RTE
    assert fake.languages == ["shell"]


def test_one_sandbox_serves_all_testcases_and_is_taken_at_the_first() -> None:
    fake = FakePool(lambda asked: ran() if asked.argv == ("cat",) else ran(exit_code=42))
    assert grade(checked_by("", "one", "two"), tree({"main.c": b""}), fake).verdict is Verdict.AC
    theirs, schools = fake.taken
    assert fake.languages == ["shell", "python"]
    assert list(theirs.files) == ["main.c"]
    assert list(schools.files) == ["check.py"]
    assert schools.log[:2] == ["put /", "seal"]
    assert [asked.files[0].data for asked in schools.commands] == [b"one", b"two"]
    assert not schools.alive


def test_a_checker_whose_sandbox_dies_for_memory_fails_that_testcase_alone() -> None:
    deaths = [SandboxDied("gone", out_of_memory=True)]

    def script(asked: Command) -> RunResult:
        if asked.argv == ("cat",):
            return ran()
        if deaths:
            raise deaths.pop()
        return ran(exit_code=42)

    fake = FakePool(script)
    first, second = grade(checked_by("", "one", "two"), tree({"main.c": b""}), fake).tests
    assert (first.verdict, second.verdict) == (Verdict.JE, Verdict.AC)
    assert "32 MiB" in first.for_staff
    assert fake.languages == ["shell", "python", "python"]


def test_a_checker_whose_sandbox_dies_for_no_reason_is_a_fault_of_the_machine() -> None:
    def script(asked: Command) -> RunResult:
        if asked.argv == ("cat",):
            return ran()
        raise SandboxDied("gone", out_of_memory=False)

    with pytest.raises(GraderFault, match="checker's own sandbox"):
        grade(checked_by(""), tree({"main.c": b""}), FakePool(script))
