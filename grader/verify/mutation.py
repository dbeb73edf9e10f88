"""How good are the tests? The share of an accepted solution's mutants that they tell from it.

mutants_of -> spread -> benches, as many as there are hands -> Trials -> what counts, what survived
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor

from core.errors import BrokenExercise
from core.runs import SandboxPool
from core.trees import Tree
from exercises.files import read_entries
from exercises.model import Exercise
from exercises.solutions import ACCEPTED, Solution
from grader.program import as_submitted
from grader.verify.bench import MutantBench, Trial, hurried
from grader.verify.documents import MutantsResult
from grader.verify.mutants import Mutant, mutants_of, spread
from grader.verify.operators import DIALECTS

MOST = 150


def mutable(exercise: Exercise, solution: Solution) -> bool:
    """Whether mutants can be made and judged: a language with a dialect, and testcases that are judged one by one."""
    return language_of(exercise, solution) in DIALECTS and exercise.manifest.framework is None


def language_of(exercise: Exercise, solution: Solution) -> str:
    if exercise.manifest.program is None:
        return exercise.manifest.language
    return as_submitted(exercise, Tree(entries=read_entries(solution.folder), commit=None))[0].manifest.language


def mutated_solution(exercise: Exercise, found: Sequence[Solution]) -> Solution | None:
    """The one that the manifest names, else the first accepted, in a language with a dialect if any is.

    Raises BrokenExercise where the manifest names one that isn't there.
    """
    accepted = {solution.name: solution for solution in found if solution.accepted}
    named = exercise.manifest.mutation.solution if exercise.manifest.mutation else None
    if named is None:
        first = next(iter(accepted.values()), None)
        return next((solution for solution in accepted.values() if language_of(exercise, solution) in DIALECTS), first)
    if f"{ACCEPTED}/{named}" not in accepted:
        raise BrokenExercise(f"{exercise.folder / 'exercise.toml'}: mutation.solution: no accepted one is {named!r}")
    return accepted[f"{ACCEPTED}/{named}"]


def try_mutants(
    exercise: Exercise, solution: Solution, pool: SandboxPool, hands: Executor, done: Callable[[], None]
) -> tuple[MutantsResult, list[str]]:
    """The result, and what is wrong with it: too few killed, or an entry of `mutation.equivalent` that isn't true.

    `done` is told of each mutant. Raises GraderFault.
    """
    width = os.cpu_count() or 1
    exercise, tree = as_submitted(exercise, Tree(entries=read_entries(solution.folder), commit=None))
    possible = mutants_of(exercise.manifest.language, tree.entries)
    chosen = spread(possible, MOST)
    shares = [hands.submit(trials, exercise, tree, pool, chosen[i::width], done) for i in range(width)]
    tried = [trial for share in shares for trial in share.result()]
    order = {mutant.id: place for place, mutant in enumerate(possible)}
    tried.sort(key=lambda trial: order[trial.mutant.id])
    outcome = result(exercise, solution, len(possible), tried)
    return outcome, list(problems(exercise, outcome, set(order), tried))


def trials(
    exercise: Exercise, tree: Tree, pool: SandboxPool, mutants: Sequence[Mutant], done: Callable[[], None]
) -> list[Trial]:
    """Each share judges the original itself: its times on this machine, now, make the mutants' limits."""
    if not mutants:
        return []
    with MutantBench(exercise, tree, pool) as bench:
        changed, testcases = hurried(exercise, bench.judge_original())
        bench.exercise = changed
        tried = []
        for mutant in mutants:
            tried.append(bench.try_mutant(mutant, testcases))
            done()
        return tried


def result(exercise: Exercise, solution: Solution, possible: int, tried: Sequence[Trial]) -> MutantsResult:
    mutation = exercise.manifest.mutation
    stated = mutation.equivalent if mutation else {}
    survivors = [trial for trial in tried if trial.compiled and trial.killed_by is None and not trial.equivalent]
    excused = {trial.mutant.id: stated[trial.mutant.id] for trial in survivors if trial.mutant.id in stated}
    killed = sum(trial.killed_by is not None for trial in tried)
    counted = killed + len(survivors) - len(excused)
    return MutantsResult(
        solution=solution.name,
        possible=possible,
        made=len(tried),
        compiled=sum(trial.compiled for trial in tried),
        equivalent=sum(trial.equivalent for trial in tried),
        excused=excused,
        killed=killed,
        share=round(killed / counted, 4) if counted else None,
        least=mutation.least if mutation else None,
        survivors=tuple(trial.mutant.diff for trial in survivors if trial.mutant.id not in excused),
    )


def problems(exercise: Exercise, outcome: MutantsResult, known: set[str], tried: Sequence[Trial]) -> Iterator[str]:
    least, share = outcome.least, outcome.share
    if least is not None and share is None:
        yield "no mutant could be made to test the testcases with"
    if least is not None and share is not None and share < least:
        yield f"the testcases kill {share:.0%} of the mutants; mutation.least is {least:.0%}"
    killers = {trial.mutant.id: trial.killed_by for trial in tried if trial.killed_by is not None}
    for mutant_id in exercise.manifest.mutation.equivalent if exercise.manifest.mutation else ():
        if mutant_id not in known:
            yield f"mutation.equivalent.{mutant_id}: there is no such mutant (any more)"
        elif mutant_id in killers:
            yield f"mutation.equivalent.{mutant_id}: not equivalent, {killers[mutant_id]} kills it"
