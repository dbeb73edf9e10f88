"""What a grading found, put together as a Report: the exercise's rules, the groups, what all of it is worth."""

import time

from core.languages import LANGUAGES
from core.reports import CheckReport, GroupReport, Report, Rules, StepReport, TestcaseReport
from core.trees import Tree
from exercises.groups import Group
from exercises.model import Exercise, Withheld
from grader.course import skipped
from grader.scoring import group_of, groups_of, score
from grader.words import visible

ELSEWHERE = "kept on the school's server"
MOST_FILES = 60


def built(steps: tuple[StepReport, ...]) -> bool:
    return all(step.ok for step in steps if not step.bonus)


def report(
    exercise: Exercise,
    commit: str | None,
    image_id: str | None,
    start: float,
    checks: tuple[CheckReport, ...] = (),
    steps: tuple[StepReport, ...] = (),
    tests: tuple[TestcaseReport, ...] | None = None,
) -> Report:
    tests = tuple(skipped(testcase) for testcase in exercise.testcases) if tests is None else tests
    rules = rules_of(exercise)
    groups = groups_of(exercise.manifest, tests) + groups_elsewhere(exercise)
    worth = score(rules, groups, checks, tests, compiled=built(steps))
    return Report(
        exercise=exercise.slug,
        exercise_digest=exercise.digest,
        title=exercise.manifest.title,
        language=LANGUAGES[exercise.manifest.language].title,
        commit=commit,
        image_id=image_id,
        verdict=worth.verdict,
        score=worth.score,
        max_score=worth.max_score,
        mark=worth.mark,
        breakdown=worth.breakdown,
        so_far=bool(exercise.withheld),
        visible_to_process=exercise.manifest.framework is not None,
        rules=rules,
        checks=checks,
        steps=steps,
        groups=worth.groups,
        tests=tests,
        wall_ms=round((time.monotonic() - start) * 1000, 3),
    )


def of_tree(report: Report, tree: Tree) -> Report:
    """The report with what it was made of: the commit's history and the files that were collected."""
    more = len(tree.paths) - MOST_FILES
    files = [visible(path).replace("\n", "\\n") for path in tree.paths[:MOST_FILES]] + (
        [f"and {more} more"] if more > 0 else []
    )
    return report.model_copy(update={"history": tree.history, "files": tuple(files)})


def rules_of(exercise: Exercise) -> Rules:
    manifest = exercise.manifest
    return Rules(
        scoring=manifest.scoring.rule,
        bonus_marks=manifest.scoring.bonus_marks,
        checker="custom" if manifest.interactor else manifest.checker.kind,
        told_pushes=manifest.feedback.pushes,
        told_hours=manifest.feedback.hours,
    )


def groups_elsewhere(exercise: Exercise) -> tuple[GroupReport, ...]:
    """The groups whose testcases this machine hasn't got: they tell nothing here."""
    return tuple(
        group_elsewhere(name, exercise.manifest.groups.get(name), kept) for name, kept in exercise.withheld.items()
    )


def group_elsewhere(name: str, section: Group | None, kept: Withheld) -> GroupReport:
    points = kept.points if section is None or section.points is None else section.points
    group = group_of(name, section, max_points=points, tests=kept.testcases)
    return group.model_copy(update={"told": "nothing", "why": ELSEWHERE})
