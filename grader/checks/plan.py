"""Which checks an exercise asks for, in the order in which a student hears of them.

static_checks   on the tree as pushed, before any code of the submission runs
build_checks    on what the student's build does, after it, before the school's files come in
"""

from core.reports import CheckReport
from core.runs import Sandbox
from core.trees import Tree
from exercises.model import Exercise


def static_checks(_sandbox: Sandbox, _exercise: Exercise, _tree: Tree) -> tuple[CheckReport, ...]:
    """Raises SandboxDied, GraderFault."""
    return ()


def build_checks(_sandbox: Sandbox, _exercise: Exercise, _tree: Tree) -> tuple[CheckReport, ...]:
    """Raises SandboxDied, GraderFault."""
    return ()
