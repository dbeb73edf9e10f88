"""`peermill exercise import`: another system's exercise as a folder of ours, with an account of what became of it.

importer -> ImportPlan -> INTO/SLUG/ -> where the source says no time limit: its accepted solutions, timed -> .timelimit
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cli.output import say, show, show_json
from core.errors import UsageError
from exercises.importers.exercism import import_exercism
from exercises.importers.gradescope import import_gradescope
from exercises.importers.kattis import import_kattis
from exercises.importers.plan import Carried, ImportPlan, ImportReport, Left, TimeRule, write
from exercises.loader import load_exercise
from exercises.locate import near
from exercises.time_limit import TIMELIMIT
from grader.verify.calibrate import limit_s, slowest_ms
from wiring.sandboxes import open_pool
from wiring.settings import load

IMPORTERS: dict[str, Callable[[Path], ImportPlan]] = {
    "exercism": import_exercism,
    "gradescope": import_gradescope,
    "kattis": import_kattis,
}


def import_exercise(
    source_format: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {', '.join(IMPORTERS)}.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to import.")],
    into: Annotated[Path, typer.Option(help="Where the exercise's own folder is made.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the account as JSON.")] = False,
) -> None:
    """Import an exercise, and list what was carried over and what was not."""
    if source_format not in IMPORTERS:
        hint = near(source_format, IMPORTERS) or f"; expected one of {', '.join(IMPORTERS)}"
        raise UsageError(f"no format {source_format!r}{hint}")
    plan = IMPORTERS[source_format](folder)
    report = write(plan, into)
    if plan.time is not None:
        report = timed(report, plan.time)
    if as_json:
        show_json(report)
    else:
        show("\n".join(lines_of(report)))


def timed(report: ImportReport, rule: TimeRule) -> ImportReport:
    """The account, with the time limit that was found and written. What couldn't be timed isn't left behind."""
    try:
        with open_pool(load(), 1, say) as pool:
            slowest = slowest_ms(load_exercise(Path(report.exercise)), pool)
    except BaseException:
        shutil.rmtree(report.exercise)
        raise
    if slowest is None:
        why = "no accepted solution passes a testcase here, so none could be found: the manifest's own default holds"
        return report.model_copy(update={"left": (*report.left, Left(source="the time limit", why=why))})
    limit = limit_s(slowest, times=rule.times, step_s=rule.step_s)
    (Path(report.exercise) / TIMELIMIT).write_text(f"{limit:g}\n")
    words = f"{TIMELIMIT}: {limit:g} s; the slowest accepted solution needs {slowest:.0f} ms, times {rule.times:g}"
    return report.model_copy(update={"carried": (*report.carried, Carried(source="the time limit", became=words))})


def lines_of(report: ImportReport) -> list[str]:
    lines = [f"made {report.exercise}", "", "carried over:"]
    lines += [f"  {carried.source} -> {carried.became}" for carried in report.carried]
    lines += ["", "not carried over:" if report.left else "nothing was left behind"]
    return lines + [f"  {left.source}: {left.why}" for left in report.left]
