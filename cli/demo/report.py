"""What the demo leaves behind: `summary.json` for programs, `report.html` for people."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cli.demo.school import DemoTeam
from cli.demo.table import as_expected
from core.reports import Report
from core.school import Progress

ROOM = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One team's push, all that is known of it."""

    team: DemoTeam
    progress: Progress
    report: Report
    said: str
    """What git showed in the student's terminal."""

    trace: str

    @property
    def as_expected(self) -> bool:
        return as_expected(self.team, self.progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    evaluator: str
    campus: str
    team: str
    submission: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    graded: Sequence[Graded]
    pairs: Sequence[Pair]
    seed: int
    seconds: float

    @property
    def ok(self) -> bool:
        return all(graded.as_expected for graded in self.graded)


def write_summary(path: Path, outcome: Outcome) -> None:
    path.write_text(json.dumps(summary(outcome), indent=2) + "\n")


def summary(outcome: Outcome) -> Mapping[str, Any]:
    return {
        "ok": outcome.ok,
        "seconds": round(outcome.seconds, 1),
        "submissions": [
            {
                "team": graded.team.name,
                "exercise": graded.report.exercise,
                "pushed": graded.team.case.about,
                "submission": graded.progress.submission.id,
                "commit": graded.report.commit,
                "verdict": graded.report.verdict,
                "expected": list(graded.team.case.expected),
                "as_expected": graded.as_expected,
                "score": graded.report.score,
                "max_score": graded.report.max_score,
                "wall_ms": graded.report.wall_ms,
            }
            for graded in outcome.graded
        ],
        "pairing": {
            "seed": outcome.seed,
            "pairs": [
                {"evaluator": pair.evaluator, "submission": pair.submission, "team": pair.team, "reason": pair.reason}
                for pair in outcome.pairs
            ],
        },
    }


def write_page(path: Path, outcome: Outcome) -> None:
    environment = Environment(
        loader=FileSystemLoader(ROOM), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    path.write_text(environment.get_template("report.html").render(outcome=outcome))
