"""What a grading found: the document that students read, staff defend and every other room builds on.

Reports outlive the code that made them: a key that was added later has a default, so that the old ones still load.
"""

import base64
import binascii
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from core.verdicts import Verdict

DEFAULT_GROUP = "tests"
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
MAX_SCREENSHOT_BYTES = 300 << 10

ScoringRule = Literal["independent", "sequential", "all_or_nothing"]
GroupRule = Literal["sum", "all", "min"]
Visibility = Literal["shown", "after_pass", "after_deadline", "hidden"]
CheckerKind = Literal["exact", "lines", "tokens", "numbers", "custom"]


def a_screenshot(text: str) -> str:
    """The text itself. Raises ValueError unless it is a PNG in base64, of a size that a page can bear."""
    if len(text) > MAX_SCREENSHOT_BYTES * 4 // 3 + 4:
        raise ValueError(f"a screenshot has at most {MAX_SCREENSHOT_BYTES} bytes")
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("a screenshot is in base64") from None
    if not data.startswith(PNG_MAGIC) or len(data) > MAX_SCREENSHOT_BYTES:
        raise ValueError(f"a screenshot is a PNG of at most {MAX_SCREENSHOT_BYTES} bytes")
    return text


class Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TestcaseReport(Document):
    """One testcase. `expected` and `got` are excerpts, set where the output was compared and differed.

    `command` can be pasted; it reads the input as `tests/NAME.in`, of which `stdin` is an excerpt. The limits are 0
    where they aren't on record. `screenshot` is a PNG in base64. `transcript` is an excerpt of what an interactive
    testcase said (`> `) and heard (`< `). `for_staff` is never shown to a student: what the school's own checker or
    interactor noted, and why it failed.
    """

    name: str
    group: str = DEFAULT_GROUP
    verdict: Verdict
    points: float
    max_points: float
    cpu_ms: float = 0
    wall_ms: float = 0
    memory_kib: int = 0
    detail: str = ""
    command: str = ""
    exit_code: int | None = None
    signal: str | None = None
    expected: str | None = None
    got: str | None = None
    stderr: str = ""
    stdin: str = ""
    cpu_limit_ms: int = 0
    memory_limit_kib: int = 0
    screenshot: Annotated[str, AfterValidator(a_screenshot)] | None = None
    transcript: str | None = None
    for_staff: str = ""


class GroupReport(Document):
    """What a group of testcases is worth. `tests`: how many it has; `max_points`: those that it counts for.

    `told` is how much of it this report tells its reader: with `points` its testcases are left out, with `nothing` its
    points too (they are 0 here, and count nowhere), and `why` says until when.
    """

    name: str
    bonus: bool = False
    rule: GroupRule = "sum"
    visibility: Visibility = "shown"
    points: float = 0
    max_points: float
    passed: bool = False
    tests: int
    told: Literal["all", "points", "nothing"] = "all"
    why: str = ""


class Rules(Document):
    """Those of the exercise by which the report was made, so that it can be read and replayed without it."""

    scoring: ScoringRule = "independent"
    bonus_marks: int = 25
    checker: CheckerKind = "lines"
    told_pushes: int | None = None
    told_hours: int = 24


class Finding(Document):
    """What a check found while it ran a testcase."""

    testcase: str
    evidence: str


class CheckReport(Document):
    """One check besides the testcases. A failed one makes the report CF, unless it took marks instead.

    `points` are those marks of 100, below zero, or 0. `detail` is one line, `evidence` what the tool said (file, line,
    rule), as printable text. A check that runs testcases has its `findings` besides, one a testcase that it failed in
    (none where it passed); for other checks they are None.
    """

    name: str
    passed: bool
    points: float = 0
    detail: str = ""
    evidence: str = ""
    findings: tuple[Finding, ...] | None = None

    @property
    def fatal(self) -> bool:
        return not self.passed and self.points == 0


class StepReport(Document):
    """One build command, as run. Where one of the `bonus` fails, only the bonus is lost."""

    command: str
    ok: bool
    cpu_ms: float
    wall_ms: float
    memory_kib: int
    detail: str
    output: str
    bonus: bool = False


class Report(Document):
    """A graded submission. `commit` is None where the files were in no commit; `image_id` where nothing ran.

    `score` of `max_score` are the points that count, those of the bonus among them. `mark` is a whole number, 0 to 125,
    and None with JE. `breakdown` says how they came about, a line a step. `history` are the commit and those before it,
    newest first, `files` the names of what was collected.

    `so_far`: groups are kept from this report's reader; verdict, points and mark are those of the rest.
    `visible_to_process`: the testcases ran inside the submission's own process, which could have forged them.
    """

    exercise: str
    exercise_digest: str
    commit: str | None
    image_id: str | None
    verdict: Verdict
    score: float
    max_score: float
    checks: tuple[CheckReport, ...]
    steps: tuple[StepReport, ...]
    tests: tuple[TestcaseReport, ...]
    wall_ms: float
    title: str = ""
    language: str = ""
    history: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    rules: Rules = Rules()
    groups: tuple[GroupReport, ...] = ()
    mark: int | None = None
    breakdown: tuple[str, ...] = ()
    so_far: bool = False
    visible_to_process: bool = False

    @property
    def compiled(self) -> bool:
        return all(step.ok for step in self.steps if not step.bonus)
