"""One exercise, verified: every solution graded several times, the time limit weighed, its tests tried on mutants.

solutions --> a container and a build each, as many at once as there are hands --> problems, notes
          --> the accepted ones' times against the limit                        --> problems
          --> mutants of one accepted solution                                  --> problems, survivors
"""

import contextlib
import dataclasses
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

from core.errors import GraderFault
from core.reports import Report
from core.runs import SandboxPool
from core.trees import Tree
from exercises.files import read_entries
from exercises.model import Exercise
from exercises.solutions import Solution, solutions
from grader.grade import grade_times
from grader.verify.documents import MutantsResult, SolutionResult, Verification
from grader.verify.limits import tightest, too_tight
from grader.verify.mutation import mutable, mutated_solution, try_mutants
from grader.verify.stated import problems

MUTANT = "a mutant"
TRIES = 3
VISIBLE = "its tests run inside the student's process, which can see them and forge their results"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Each solution is judged `runs` times. `tell` hears the name of each that is done, and MUTANT for each mutant."""

    runs: int
    mutants: bool
    tell: Callable[[str], None]


def verify(exercise: Exercise, pool: SandboxPool, plan: Plan) -> Verification:
    """Raises BrokenExercise. A fault of ours is in the result, so that the next exercise can still be verified."""
    start = time.monotonic()
    found = solutions(exercise)
    mutated = mutated_solution(exercise, found)
    with ThreadPoolExecutor(os.cpu_count()) as hands:
        try:
            outcome = examine(exercise, found, mutated, pool, hands, plan)
        except GraderFault as fault:
            outcome = Verification(exercise=exercise.slug, ok=False, runs=plan.runs, fault=str(fault))
    return outcome.model_copy(update={"seconds": round(time.monotonic() - start, 3)})


def examine(
    exercise: Exercise,
    found: Sequence[Solution],
    mutated: Solution | None,
    pool: SandboxPool,
    hands: Executor,
    plan: Plan,
) -> Verification:
    graded = list(hands.map(lambda solution: grade_solution(exercise, solution, pool, plan), found))
    results = {solution.name: result(solution, reports) for solution, reports in zip(found, graded, strict=True)}
    slowest = tightest(exercise, {s.name: reports for s, reports in zip(found, graded, strict=True) if s.accepted})
    trouble = [f"{name}: {line}" for name, solution in results.items() for line in solution.problems]
    trouble += ["there is no accepted solution"] if mutated is None else []
    trouble += too_tight(slowest)
    mutants = None
    if plan.mutants and mutated and mutable(exercise, mutated) and not results[mutated.name].problems:
        mutants, more = try_mutants(exercise, mutated, pool, hands, lambda: plan.tell(MUTANT))
        trouble += more
    return Verification(
        exercise=exercise.slug,
        ok=not trouble,
        runs=plan.runs,
        problems=tuple(trouble),
        notes=tuple(notes(exercise, found, mutated, mutants, plan)),
        solutions=tuple(results.values()),
        time=slowest,
        mutants=mutants,
    )


def grade_solution(exercise: Exercise, solution: Solution, pool: SandboxPool, plan: Plan) -> tuple[Report, ...]:
    """A fault is tried again, as a worker tries again what it grades: verifying takes long, and machines are busy."""
    tree = Tree(entries=read_entries(solution.folder), commit=None)
    if solution.statement and solution.statement.rules:
        exercise = with_every_testcase(exercise)
    reports = tried_again(lambda: grade_times(exercise, tree, pool, plan.runs))
    plan.tell(solution.name)
    return reports


def with_every_testcase(exercise: Exercise) -> Exercise:
    """The same exercise, with no testcase that depends on another's verdict."""
    scoring = exercise.manifest.scoring.model_copy(update={"rule": "independent"})
    groups = {name: group.model_copy(update={"requires": ()}) for name, group in exercise.manifest.groups.items()}
    manifest = exercise.manifest.model_copy(update={"scoring": scoring, "groups": groups})
    return dataclasses.replace(exercise, manifest=manifest)


def tried_again(grade: Callable[[], tuple[Report, ...]]) -> tuple[Report, ...]:
    for _ in range(TRIES - 1):
        with contextlib.suppress(GraderFault):
            return grade()
    return grade()


def result(solution: Solution, reports: Sequence[Report]) -> SolutionResult:
    """A problem that not every run has is a flaky one: the run that has it first is named."""
    lines: dict[str, int] = {}
    for number, report in enumerate(reports, 1):
        for line in problems(solution, report):
            lines.setdefault(line, number)
    flaky = len({report.verdict for report in reports}) > 1
    return SolutionResult(
        name=solution.name,
        expected=solution.verdicts,
        got=tuple(report.verdict for report in reports),
        points=reports[-1].score,
        max_points=reports[-1].max_score,
        problems=tuple(f"{line} [run {number} of {len(reports)}]" if flaky else line for line, number in lines.items()),
    )


def notes(
    exercise: Exercise,
    found: Sequence[Solution],
    mutated: Solution | None,
    mutants: MutantsResult | None,
    plan: Plan,
) -> Iterator[str]:
    if exercise.manifest.framework is not None:
        yield VISIBLE
    silent = [solution.name for solution in found if not solution.accepted and solution.statement is None]
    if silent:
        yield f"solutions/stated.toml doesn't say why they fail: {', '.join(silent)}"
    if plan.mutants and mutated and not mutable(exercise, mutated):
        yield "mutants of it can't be made"
    if mutants is not None and mutants.made < mutants.possible:
        yield f"of {mutants.possible} mutants {mutants.made} were tried, spread over all lines"
