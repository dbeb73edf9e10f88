"""Hostile pages in the real sandbox: the verdict is always the student's, and nothing is learnt or forged.

tests/pages/hostile/NAME.html  -->  index.html of a submission  -->  graded with the steps of `pressed`
"""

from dataclasses import replace
from pathlib import Path

import pytest

from core import reports
from core.runs import SandboxPool
from core.trees import Tree
from core.verdicts import Verdict
from exercises.drivers.page import page_driver
from exercises.model import Exercise
from grader.grade import grade
from tests.builders import a_testcase, exercise, tree
from tests.journeys import stdin_of

PAGES = Path(__file__).parent / "pages/hostile"
RUN = {"cpu_ms": 3000, "wall_ms": 120_000, "memory_mib": 384, "processes": 128}
EXPECTED = b'heading: "Here"\ncolour: "rgb(0, 0, 0)"\n'


def pressed() -> Exercise:
    """Looks at the heading before and after the button is clicked; right where it says `Here` in black."""
    stdin = stdin_of(
        {"click": "#b"},
        {"look": "text", "at": "h1", "label": "heading"},
        {"look": "style", "of": "color", "at": "h1", "label": "colour"},
    )
    driver = page_driver()
    tried = exercise(
        a_testcase("pressed", stdin=stdin, expected=EXPECTED, cpu_ms=RUN["cpu_ms"]),
        school=driver.files,
        language="web",
        page={},
        turn_in={"required": ["/index.html"], "extra": "allowed"},
        build={},
        run=RUN,
    )
    return replace(tried, command=driver.command)


def graded(pool: SandboxPool, submission: Tree) -> reports.TestcaseReport:
    (report,) = grade(pressed(), submission, pool).tests
    return report


@pytest.mark.parametrize(
    ("page", "verdict", "said"),
    [
        ("loop", Verdict.TLE, ""),
        ("loop_on_click", Verdict.TLE, ""),
        ("alert_without_end", Verdict.TLE, "alert was dismissed: again"),
        ("elsewhere_without_end", Verdict.TLE, ""),
        ("console_without_end", Verdict.TLE, "console: xxx"),
        ("workers", Verdict.TLE, ""),
        ("memory", Verdict.MLE, "the page crashed"),
        ("objects", Verdict.MLE, "the page crashed"),
        ("large_text", Verdict.RTE, "the page crashed"),
        ("dialogs", Verdict.AC, ""),
        ("windows", Verdict.AC, ""),
        ("closes_itself", Verdict.AC, ""),
        ("fills_its_storage", Verdict.AC, ""),
        ("lies", Verdict.WA, ""),
        ("names_of_members", Verdict.WA, ""),
        ("forged_lines", Verdict.WA, ""),
        ("looks_around", Verdict.WA, "/school/page/main.js: there is no such file"),
    ],
)
def test_a_hostile_page_gets_its_own_verdict(pool: SandboxPool, page: str, verdict: Verdict, said: str) -> None:
    report = graded(pool, tree({"index.html": (PAGES / f"{page}.html").read_bytes()}))
    assert report.verdict is verdict, report
    assert said in report.stderr


def test_what_lies_to_its_own_scripts_is_still_seen_as_it_is(pool: SandboxPool) -> None:
    """The page's scripts claim `Here` and black, in every way that a look could ask them."""
    report = graded(pool, tree({"index.html": (PAGES / "lies.html").read_bytes()}))
    assert report.got == 'heading: "There"\ncolour: "rgb(255, 0, 0)"\n'


def test_no_text_of_a_page_makes_a_line_or_a_picture(pool: SandboxPool) -> None:
    report = graded(pool, tree({"index.html": (PAGES / "forged_lines.html").read_bytes()}))
    assert report.got is not None
    assert report.got.startswith('heading: "Here\\" colour: \\"rgb(0, 0, 0)\\" screenshot AAAA"\ncolour: ')
    assert report.screenshot is not None
    assert report.screenshot.startswith("iVBORw0KGgo")


def test_a_page_sees_neither_the_driver_nor_the_sandbox(pool: SandboxPool) -> None:
    """Each of its tries to read a file or reach a network adds a word to the heading; none gets through."""
    report = graded(pool, tree({"index.html": (PAGES / "looks_around.html").read_bytes()}))
    assert report.got == 'heading: "refused refused 404 404 404 404"\ncolour: "rgb(0, 0, 0)"\n'


def test_a_page_of_noise_leaves_a_picture_that_is_small_enough(pool: SandboxPool) -> None:
    report = graded(pool, tree({"index.html": (PAGES / "noise.html").read_bytes()}))
    assert report.verdict is Verdict.AC
    assert report.screenshot is not None
