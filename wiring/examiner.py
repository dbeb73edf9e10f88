"""Grades trees of the catalogue's exercises in a pool's sandboxes: what a worker gives to `school.grade_job`."""

from dataclasses import dataclass

from core.reports import Report
from core.runs import SandboxPool
from core.trees import Tree
from exercises.loader import find_exercise
from grader.grade import grade, refused


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueExaminer:
    """An exercise is read anew for each submission, so that a mended one counts from the next on."""

    pool: SandboxPool

    def grade(self, exercise: str, tree: Tree) -> Report:
        """Raises GraderFault, and UsageError when the exercise is broken or gone."""
        return grade(find_exercise(exercise), tree, self.pool)

    def refuse(self, exercise: str, reason: str, commit: str) -> Report:
        return refused(find_exercise(exercise), commit, reason)
