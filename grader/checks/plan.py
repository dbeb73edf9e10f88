"""Which checks an exercise asks for, in the order in which a student hears of them.

static_checks   on the tree as pushed, before any code of the submission runs
build_checks    on what the student's build does, after it, before the school's files come in

The one of memory follows testcases as they run: see `memory.py`.
"""

from collections.abc import Sequence

from core.reports import CheckReport
from core.runs import Sandbox
from core.trees import Tree
from exercises.model import Exercise
from grader.checks.functions import check_built_functions, check_functions
from grader.checks.lint import check_lint
from grader.checks.makefile import check_makefile
from grader.checks.norm import check_norm


def static_checks(sandbox: Sandbox, exercise: Exercise, tree: Tree) -> tuple[CheckReport, ...]:
    """Raises SandboxDied, GraderFault."""
    rules = exercise.manifest.checks
    found = []
    if rules.norm:
        found.append(check_norm(sandbox, exercise, tree, rules.norm))
    if rules.lint:
        found.append(check_lint(sandbox, exercise, tree, rules.lint))
    if rules.functions:
        found.append(check_functions(sandbox, exercise, tree, rules.functions))
    return tuple(found)


def build_checks(
    sandbox: Sandbox, exercise: Exercise, tree: Tree, before: Sequence[CheckReport]
) -> tuple[CheckReport, ...]:
    """`before`: what static_checks found; a call that they have told of isn't told of again.

    Raises SandboxDied, GraderFault.
    """
    rules = exercise.manifest.checks
    found = []
    if rules.makefile:
        found.append(check_makefile(sandbox, exercise, tree, rules.makefile))
    if rules.functions and all(check.passed for check in before if check.name == "functions"):
        found.append(check_built_functions(sandbox, exercise, rules.functions))
    return tuple(found)
