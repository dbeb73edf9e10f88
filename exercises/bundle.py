"""An exercise as a student's own machine gets it from the school's server: all but the tests that are kept there.

Exercise --for_students--> the shown groups, and how many testcases and points are withheld --to_json--> HTTP
"""

from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import UsageError
from exercises.groups import Group
from exercises.manifest import Manifest
from exercises.model import Exercise, Withheld
from exercises.units import Framework

# Stands for a set-up, which holds the whole of a foreign autograder, tests and answers among it. Its image stays on the
# school's server, so that nobody can grade with it elsewhere.
KEPT_SETUP = b"kept on the school's server"


class Bundle(BaseModel):
    """What the server answers with. Bytes are base64; Exercise's own sections refuse unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    exercise: Exercise


def for_students(exercise: Exercise) -> Exercise:
    """The same exercise, digest included, without the testcases whose details a student may not see, and without
    a word of the manifest that names one. Its checker or interactor comes along where there is a testcase for it."""
    groups = exercise.manifest.groups
    kept = {name for name, group in groups.items() if group.visibility != "shown"}
    shown = tuple(testcase for testcase in exercise.testcases if testcase.group not in kept)
    withheld = {name: withheld_in(exercise, name) for name in groups if name in kept}
    return replace(
        exercise,
        folder=Path(exercise.slug),
        manifest=without_names(exercise.manifest, kept, {testcase.name for testcase in shown}),
        testcases=shown,
        validator=exercise.validator if shown else (),
        harness=() if exercise.setup else exercise.harness,
        setup=KEPT_SETUP if exercise.setup else b"",
        withheld=withheld,
    )


def withheld_in(exercise: Exercise, group: str) -> Withheld:
    testcases = [testcase for testcase in exercise.testcases if testcase.group == group]
    return Withheld(testcases=len(testcases), points=sum(testcase.points for testcase in testcases))


def without_names(manifest: Manifest, kept: set[str], shown: set[str]) -> Manifest:
    groups: dict[str, Group] = {
        name: group.model_copy(update={"testcases": (name,)}) if name in kept else group
        for name, group in manifest.groups.items()
    }
    named = {name: rule for name, rule in manifest.testcases.named.items() if name in shown}
    testcases = manifest.testcases.model_copy(update={"named": named})
    framework = manifest.framework and framework_for(manifest.framework, shown)
    return manifest.model_copy(update={"groups": groups, "testcases": testcases, "framework": framework})


def framework_for(framework: Framework, shown: set[str]) -> Framework | None:
    """The one that runs the cases which are shown; None where that is none of them."""
    cases = {name: points for name, points in framework.cases.items() if name in shown}
    return framework.model_copy(update={"cases": cases}) if cases or not framework.cases else None


def to_json(exercise: Exercise) -> bytes:
    return Bundle(exercise=for_students(exercise)).model_dump_json().encode()


def from_json(document: bytes) -> Exercise:
    """Raises UsageError for what is no bundle of this version's."""
    try:
        return Bundle.model_validate_json(document).exercise
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(str(part) for part in problem["loc"])
        raise UsageError(
            f"the server's exercise can't be read here ({place}: {problem['msg']}): "
            "is this peermill as new as the server's?"
        ) from None
