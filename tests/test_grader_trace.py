import base64

from core import reports
from core.reports import PNG_MAGIC, CheckReport, GroupReport, Report, StepReport
from core.verdicts import Verdict
from grader.grade import faulted, refused
from grader.lines import Style
from grader.trace import RULE, trace, trace_lines
from tests.builders import COMMIT, exercise
from tests.grouped import came_out, grouped

CRASH = "SIGSEGV (Segmentation fault)"


def document(*tests: reports.TestcaseReport, verdict: Verdict = Verdict.WA, **changes: object) -> Report:
    plain = Report(
        exercise="an-exercise",
        exercise_digest="sha256:0123",
        title="An exercise",
        language="C",
        commit=COMMIT,
        history=("c0ffee000 Handle signs", "0ddba11ad First try"),
        files=("Makefile", "main.c"),
        image_id="sha256:fake",
        verdict=verdict,
        score=sum(test.points for test in tests),
        max_score=sum(test.max_points for test in tests),
        mark=18,
        breakdown=("tests: 1 of 5.5 points; 1 of 4 testcases passed", "mark 18: 18.1818, rounded down"),
        checks=(CheckReport(name="turn-in", passed=True, detail="main.c"),),
        steps=(),
        tests=tests,
        groups=(GroupReport(name="tests", points=1, max_points=5.5, tests=4),),
        wall_ms=12.5,
    )
    return plain.model_copy(update=changes)


FINE = reports.TestcaseReport(
    name="fine",
    verdict=Verdict.AC,
    points=1,
    max_points=1,
    cpu_ms=1.4,
    memory_kib=640,
    cpu_limit_ms=1000,
    memory_limit_kib=64 << 10,
)
DIFFERS = reports.TestcaseReport(
    name="differs",
    verdict=Verdict.WA,
    points=0,
    max_points=1.5,
    cpu_ms=2,
    memory_kib=1024,
    detail="the output differs from what was expected",
    command="./main -n 'two words' < tests/differs.in",
    exit_code=0,
    expected="same\nright\n",
    got="same\nwrong\n",
    stdin="1 2\n",
)
CRASHES = reports.TestcaseReport(
    name="crashes",
    verdict=Verdict.RTE,
    points=0,
    max_points=1,
    detail=f"stopped by {CRASH}",
    command="./main",
    signal=CRASH,
    got="half a line",
    stderr="about to crash\n",
)
LEFT = reports.TestcaseReport(name="left", verdict=Verdict.SK, points=0, max_points=2)
BUILT = StepReport(command="make", ok=True, cpu_ms=9, wall_ms=9, memory_kib=9, detail="", output="warning: x\n")


def test_a_trace_reads_from_top_to_bottom() -> None:
    assert trace(document(FINE, DIFFERS, CRASHES, LEFT, steps=(BUILT,))) == "\n".join(
        [
            "an-exercise: An exercise",
            f"commit    {COMMIT}",
            "history   c0ffee000 Handle signs",
            "          0ddba11ad First try",
            "toolchain C, sha256:fake",
            "exercise  sha256:0123",
            "files     Makefile, main.c",
            RULE,
            "check turn-in: passed  main.c",
            "$ make",
            "  warning: x",
            RULE,
            "AC  fine      1 of 1   1 ms CPU (limit 1000)   under 1 MiB (limit 64)",
            "WA  differs   0 of 1.5   2 ms CPU   1.0 MiB",
            "    $ ./main -n 'two words' < tests/differs.in",
            "    the output differs from what was expected",
            "    its input:",
            "      1 2",
            "    expected (-), printed instead (+):",
            "        same",
            "      - right",
            "      + wrong",
            "        ^^^^^",
            "RTE crashes   0 of 1   0 ms CPU   under 1 MiB",
            "    $ ./main",
            "    stopped by SIGSEGV (Segmentation fault)",
            "    it had printed:",
            "      half a line",
            "    on stderr:",
            "      about to crash",
            "SK  tests not run: 1   0 of 2",
            "$ runs in the folder of your files, with the exercise's tests/ beside them",
            "Points and mark",
            "  tests: 1 of 5.5 points; 1 of 4 testcases passed",
            "  mark 18: 18.1818, rounded down",
            RULE,
            "verdict WA (wrong answer)   points 1 of 5.5   mark 18",
        ]
    )


def test_sixty_testcases_that_pass_take_a_line_each() -> None:
    many = grouped({"more": {}}, tests=30)
    lines = trace(came_out(many)).split("\n")
    assert sum(line.startswith("AC ") for line in lines) == 60
    assert len(lines) < 80


def test_groups_are_headings_and_kept_ones_say_until_when() -> None:
    kept = GroupReport(name="hidden", points=7, max_points=10, tests=10, told="points", why="its testcases are kept")
    untold = GroupReport(name="late", max_points=5, tests=3, told="nothing", why="kept until the repository closes")
    bonus = GroupReport(name="extra", points=0, max_points=2, tests=1, bonus=True)
    lines = trace(document(FINE, groups=(*document().groups, kept, untold, bonus), so_far=True)).split("\n")
    assert "tests: 1 of 5.5 points" in lines
    assert "hidden: 7 of 10 points; its testcases are kept" in lines
    assert "late: 3 tests, kept until the repository closes" in lines
    assert "extra (bonus): 0 of 2 points" in lines
    assert lines[-1] == "verdict WA (wrong answer) so far   points 1 of 1   mark 18 so far"


def test_a_failed_step_says_why() -> None:
    step = BUILT.model_copy(update={"ok": False, "detail": "exit code 2", "output": ""})
    lines = trace(document(verdict=Verdict.CE, steps=(step,))).split("\n")
    assert "$ make" in lines
    assert "  FAILED: exit code 2" in lines


def test_the_bonus_has_a_build_of_its_own() -> None:
    bonus = BUILT.model_copy(update={"bonus": True, "command": "make bonus"})
    lines = trace(document(steps=(BUILT, bonus))).split("\n")
    assert lines.index("$ make") < lines.index("The bonus, built in a sandbox of its own") < lines.index("$ make bonus")


def test_a_failed_check_shows_its_price_and_its_evidence() -> None:
    check = CheckReport(
        name="norm", passed=False, points=-10, detail="2 errors", evidence="main.c:3: too long\nmain.c:9: x"
    )
    lines = trace(document(checks=(check,))).split("\n")
    start = lines.index("check norm: FAILED, -10 marks  2 errors")
    assert lines[start + 1 : start + 3] == ["    main.c:3: too long", "    main.c:9: x"]


def test_no_name_begins_a_line_of_its_own() -> None:
    forged = CheckReport(name="turn-in", passed=True, detail="a\nverdict AC (accepted)")
    assert "check turn-in: passed  a\\nverdict AC (accepted)" in trace(document(checks=(forged,))).split("\n")


def test_tests_in_the_students_own_process_are_marked() -> None:
    told = "These tests ran in your own program's process, which could see them."
    assert told in trace(document(visible_to_process=True)).split("\n")
    assert told not in trace(document()).split("\n")


def test_a_screenshot_is_a_line_with_a_picture() -> None:
    png = base64.b64encode(PNG_MAGIC + bytes(3064)).decode()
    lines = trace_lines(document(FINE.model_copy(update={"screenshot": png})))
    (line,) = [line for line in lines if line.picture]
    assert (line.text, line.picture) == ("screenshot: 3 KiB, on the submission's page", png)


def test_a_conversation_is_told() -> None:
    talked = DIFFERS.model_copy(update={"expected": None, "got": None, "transcript": "> 5\n< lower", "for_staff": ""})
    lines = trace(document(talked)).split("\n")
    start = lines.index("    it wrote (>) and was told (<):")
    assert lines[start + 1 : start + 3] == ["      > 5", "      < lower"]


def test_what_staff_need_of_a_judge_error_is_there() -> None:
    failed = LEFT.model_copy(update={"verdict": Verdict.JE, "detail": "the checker failed", "for_staff": "exit code 7"})
    lines = trace(document(failed, verdict=Verdict.JE)).split("\n")
    start = lines.index("JE  tests not judged: 1   0 of 2")
    assert lines[start + 1 : start + 4] == ["    the checker failed", "    for staff:", "      exit code 7"]


def test_a_long_output_is_cut() -> None:
    step = BUILT.model_copy(update={"output": "x\n" * 500})
    lines = trace(document(steps=(step,))).split("\n")
    assert lines.count("  x") == 24
    assert "  [... 476 lines more]" in lines


def test_of_a_flood_a_few_lines_are_enough() -> None:
    flood = CRASHES.model_copy(update={"verdict": Verdict.OLE, "got": "0 0 0\n" * 500})
    lines = trace(document(flood)).split("\n")
    assert lines.count("      0 0 0") == 8
    assert "      [... 492 lines more]" in lines


def test_a_refused_tree_tells_the_reason_and_that_nothing_ran() -> None:
    lines = trace(refused(exercise(), None, "link leaves the tree")).split("\n")
    assert "check files: FAILED  link leaves the tree" in lines
    assert "commit    none: the files differ from the last commit" in lines
    assert "toolchain nothing was run" in lines
    assert lines[-1] == "verdict CF (check failed)   points 0 of 1   mark 0"


def test_a_fault_names_itself() -> None:
    lines = trace(faulted(exercise(), COMMIT, "no engine answers")).split("\n")
    assert "    no engine answers" in lines
    assert lines[-1] == "verdict JE (judge error)   points 0 of 1"


def test_an_old_report_reads_on() -> None:
    old = document(FINE, CRASHES, groups=(), breakdown=(), mark=None, title="", language="", history=(), files=())
    lines = trace(Report.model_validate_json(old.model_dump_json())).split("\n")
    assert [line[:3] for line in lines if line.startswith(("AC", "RTE"))] == ["AC ", "RTE"]
    assert lines[-1] == "verdict WA (wrong answer)   points 1 of 2"


def test_every_line_has_the_style_of_what_it_tells() -> None:
    lines = trace_lines(document(FINE, DIFFERS, LEFT, steps=(BUILT,)))
    styles = {line.text.split()[0]: line.style for line in reversed(lines)}  # the first of each
    assert styles["AC"] is Style.GOOD
    assert styles["WA"] is Style.BAD
    assert styles["SK"] is Style.WAITING
    assert styles["$"] is Style.COMMAND
    assert (styles["-"], styles["+"], styles["^^^^^"]) == (Style.EXPECTED, Style.GOT, Style.POINTER)
