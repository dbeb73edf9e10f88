from core import reports
from core.reports import CheckReport, Report, StepReport
from core.verdicts import Verdict
from grader.grade import faulted, refused
from grader.trace import RULE, trace
from tests.builders import COMMIT, a_testcase, exercise, manifest

CRASH = "SIGSEGV (Segmentation fault)"


def document(*tests: reports.TestcaseReport, verdict: Verdict, steps: tuple[StepReport, ...] = ()) -> Report:
    return Report(
        exercise="an-exercise",
        exercise_digest="sha256:0123",
        commit=COMMIT,
        image_id="sha256:fake",
        verdict=verdict,
        score=sum(test.points for test in tests),
        max_score=sum(test.max_points for test in tests),
        checks=(CheckReport(name="turn-in", passed=True, detail="main.c"),),
        steps=steps,
        tests=tests,
        wall_ms=12.5,
    )


MIXED = document(
    reports.TestcaseReport(name="fine", verdict=Verdict.AC, points=1, max_points=1, cpu_ms=1.4, memory_kib=640),
    reports.TestcaseReport(
        name="differs",
        verdict=Verdict.WA,
        points=0,
        max_points=1.5,
        cpu_ms=2,
        memory_kib=1024,
        detail="the output differs from what was expected",
        command="./main -n 'two words'",
        exit_code=0,
        expected="same\nright\n",
        got="same\nwrong\n",
    ),
    reports.TestcaseReport(
        name="crashes",
        verdict=Verdict.RTE,
        points=0,
        max_points=1,
        detail=f"stopped by {CRASH}",
        command="./main",
        signal=CRASH,
        got="half a line",
        stderr="about to crash\n",
    ),
    reports.TestcaseReport(name="left", verdict=Verdict.SK, points=0, max_points=2),
    verdict=Verdict.WA,
    steps=(StepReport(command="make", ok=True, cpu_ms=9, wall_ms=9, memory_kib=9, detail="", output="warning: x\n"),),
)


def test_a_trace_reads_from_top_to_bottom() -> None:
    assert trace(MIXED, manifest()) == "\n".join(
        [
            "an-exercise: An exercise",
            f"commit    {COMMIT}",
            "toolchain sha256:fake",
            "exercise  sha256:0123",
            RULE,
            "check turn-in: passed  main.c",
            "$ make",
            "  warning: x",
            RULE,
            "AC  fine   1 of 1   1 ms CPU (limit 1000)   under 1 MiB",
            "WA  differs   0 of 1.5   2 ms CPU (limit 1000)   1.0 MiB",
            "    $ ./main -n 'two words'",
            "    the output differs from what was expected",
            "      --- expected",
            "      +++ got",
            "       same",
            "      -right",
            "      +wrong",
            "       ",
            "RTE crashes   0 of 1   0 ms CPU (limit 1000)   under 1 MiB",
            "    $ ./main",
            "    stopped by SIGSEGV (Segmentation fault)",
            "    it had printed:",
            "      half a line",
            "    on stderr:",
            "      about to crash",
            "SK  tests not run: 1   0 of 2",
            RULE,
            "verdict WA (wrong answer)   points 1 of 5.5",
        ]
    )


def test_a_failed_step_says_why() -> None:
    step = StepReport(command="make", ok=False, cpu_ms=0, wall_ms=0, memory_kib=0, detail="exit code 2", output="")
    lines = trace(document(verdict=Verdict.CE, steps=(step,)), manifest()).split("\n")
    assert "$ make" in lines
    assert "  FAILED: exit code 2" in lines


def test_a_refused_tree_tells_the_reason_and_that_nothing_ran() -> None:
    lines = trace(refused(exercise(), None, "link leaves the tree"), manifest()).split("\n")
    assert "check files: FAILED  link leaves the tree" in lines
    assert "commit    none: the files differ from the last commit" in lines
    assert "toolchain nothing was run" in lines
    assert lines[-1] == "verdict CF (check failed)   points 0 of 1"


def test_a_fault_names_itself() -> None:
    lines = trace(faulted(exercise(), COMMIT, "no engine answers"), manifest()).split("\n")
    assert "    no engine answers" in lines
    assert lines[-1] == "verdict JE (judge error)   points 0 of 1"


def test_the_limit_shown_is_the_testcases_own() -> None:
    own = exercise(a_testcase("slow", cpu_ms=7000), testcases={"named": {"slow": {"cpu_ms": 7000}}})
    report = document(
        reports.TestcaseReport(name="slow", verdict=Verdict.AC, points=1, max_points=1, cpu_ms=6500), verdict=Verdict.AC
    )
    assert "6500 ms CPU (limit 7000)" in trace(report, own.manifest)
