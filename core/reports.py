"""What a grading found: the document that students read, staff defend and every other room builds on."""

from pydantic import BaseModel, ConfigDict

from core.verdicts import Verdict

DEFAULT_GROUP = "tests"


class Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TestcaseReport(Document):
    """One testcase. `expected` and `got` are excerpts, set where the output was compared and differed."""

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


class CheckReport(Document):
    """One check besides the testcases. A failed one makes the report CF, unless it took marks instead.

    `points` are those marks of 100, below zero, or 0. `detail` is one line, `evidence` what the tool said (file, line,
    rule), as printable text.
    """

    name: str
    passed: bool
    points: float = 0
    detail: str = ""
    evidence: str = ""

    @property
    def fatal(self) -> bool:
        return not self.passed and self.points == 0


class StepReport(Document):
    """One build command, as run."""

    command: str
    ok: bool
    cpu_ms: float
    wall_ms: float
    memory_kib: int
    detail: str
    output: str


class Report(Document):
    """A graded submission. `commit` is None where the files were in no commit; `image_id` where nothing ran."""

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
