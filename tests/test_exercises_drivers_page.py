"""Every step that a testcase of a page can take, on a page that does what it should, in the real sandbox."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from core import reports
from core.runs import SandboxPool
from core.trees import Tree
from core.verdicts import Verdict
from exercises.drivers.page import page_driver
from exercises.files import read_entries
from grader.grade import grade
from tests.builders import a_testcase, exercise, file
from tests.journeys import stdin_of

USEFUL = Path(__file__).parent / "pages/useful"
RUN = {"cpu_ms": 10_000, "wall_ms": 120_000, "memory_mib": 384, "processes": 128}


def tried(pool: SandboxPool, *steps: Mapping[str, str], expected: str = "", after: str = "") -> reports.TestcaseReport:
    driver = page_driver()
    planned = exercise(
        a_testcase("one", stdin=stdin_of(*steps, after=after), expected=expected.encode(), cpu_ms=RUN["cpu_ms"]),
        school=(*driver.files, file("site/data.json", b"of the school")),
        language="web",
        page={},
        turn_in={"required": ["/index.html"], "extra": "allowed"},
        build={},
        run=RUN,
    )
    tree = Tree(entries=read_entries(USEFUL), commit=None)
    (report,) = grade(replace(planned, command=driver.command), tree, pool).tests
    return report


def look(what: str, at: str = "", of: str = "") -> dict[str, str]:
    step = {"look": what, "label": f"{what} {of} {at}".strip()}
    return step | ({"at": at} if at else {}) | ({"of": of} if of else {})


def test_acts_are_those_of_a_person(pool: SandboxPool) -> None:
    report = tried(
        pool,
        {"type": "abc", "into": "#word"},
        look("value", "#word"),
        look("text", "#heard"),
        {"press": "Shift+Tab"},
        {"press": "Tab"},
        look("focused"),
        {"fill": "2026-03-02", "into": "#day"},
        look("value", "#day"),
        {"select": "Large", "into": "#size"},
        look("text", "#heard"),
        {"hover": "h1"},
        look("style", "h1", "color"),
        {"click": "#slow"},
        {"wait": "#later"},
        look("text", "#later"),
        {"gone": "#later"},
        look("visible", "#later"),
        {"click": "a"},
        look("title"),
        look("url"),
        look("overflows"),
        {"open": "/index.html"},
        look("title"),
        expected=(
            'value  #word: "abc"\ntext  #heard: "+Delete +a +b +c"\nfocused: "textbox \\"Word\\""\n'
            'value  #day: "2026-03-02"\n'
            'text  #heard: "l"\nstyle color h1: "rgb(0, 128, 0)"\n'
            'text  #later: "Here at last"\nvisible  #later: false\n'
            'title: "Second"\nurl: "/second.html?from=first#end"\noverflows: true\ntitle: "Useful"\n'
        ),
    )
    assert report.verdict is Verdict.AC, report.got


def test_looks_see_what_is_there(pool: SandboxPool) -> None:
    report = tried(
        pool,
        look("text", "h1"),
        look("texts", ".tile"),
        look("count", "li"),
        look("columns", ".tile"),
        look("visible", "h1"),
        look("visible", "#later"),
        look("attribute", "html", "lang"),
        look("attribute", "h1", "class"),
        look("property", "#off", "disabled"),
        look("property", "#word", "validity.valid"),
        look("role", "#word"),
        look("name", "#word"),
        look("description", "#word"),
        look("text", "#nothing"),
        look("value", "#nothing"),
        look("style", "#nothing", "color"),
        look("name", "#nothing"),
        look("focused"),
        look("overflows"),
        look("attribute", "body", "data-got"),
        expected=(
            'text  h1: "Every step"\ntexts  .tile: ["1","2","3"]\ncount  li: 3\ncolumns  .tile: 3\nvisible  h1: true\n'
            'visible  #later: false\nattribute lang html: "en"\nattribute class h1: null\n'
            "property disabled #off: true\n"
            'property validity.valid #word: true\nrole  #word: "textbox"\nname  #word: "Word"\n'
            'description  #word: "One word."\ntext  #nothing: null\nvalue  #nothing: null\nstyle color #nothing: null\n'
            'name  #nothing: null\nfocused: null\noverflows: false\nattribute data-got body: "of the school"\n'
        ),
    )
    assert report.verdict is Verdict.AC, report.got
    assert report.screenshot is not None


def test_what_a_testcase_serves_comes_first(pool: SandboxPool) -> None:
    serve = "[[serve]]\npath = '/data.json'\nbody = 'of the testcase'\n"
    report = tried(
        pool,
        look("attribute", "body", "data-got"),
        expected='attribute data-got body: "of the testcase"\n',
        after=serve,
    )
    assert report.verdict is Verdict.AC, report.got


def test_a_step_that_cannot_be_taken_says_why(pool: SandboxPool) -> None:
    def hindrance(**step: str) -> str:
        got = tried(pool, step, look("title")).got
        assert got is not None
        return got.strip()

    assert hindrance(click="#nothing") == "click #nothing: nothing matches"
    assert hindrance(click="#off") == "click #off: it is disabled"
    assert hindrance(click="#later") == "click #later: it is hidden"
    assert hindrance(click="#covered") == "click #covered: something lies over it, or it keeps moving"
    assert hindrance(select="Huge", into="#size") == "select Huge into #size: has no such option"
    assert hindrance(type="x", into="h1") == "type x into h1: can't be typed into"
    assert hindrance(open="/third.html") == "open /third.html: there is no such page"
