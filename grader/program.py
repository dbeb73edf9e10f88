"""Grading with [program]: the exercise, as if the language of what was turned in were its only one.

tree --language_of--> recipe --> Exercise with that language, its build and run commands
     '-- the school's include files over it -----> Tree
"""

from dataclasses import replace

from core.languages import LANGUAGES
from core.reports import CheckReport
from core.trees import Tree
from exercises.model import Exercise
from exercises.programs import RECIPES, Program, included, language_of, recipe_for, with_includes
from grader.turn_in import check_turn_in


def check_files(exercise: Exercise, tree: Tree) -> CheckReport:
    """The check on what was turned in; failed also where nothing of it can be run."""
    check = check_turn_in(tree, exercise.manifest.turn_in)
    program = exercise.manifest.program
    if check.fatal or program is None or language_of(program.languages, tree.paths):
        return check
    return check.model_copy(update={"passed": False, "points": 0, "detail": no_program(program)})


def no_program(program: Program) -> str:
    known = ", ".join(f"{LANGUAGES[name].title} ({' '.join(RECIPES[name].suffixes)})" for name in program.languages)
    return f"no program in a language that is accepted: {known}"


def as_submitted(exercise: Exercise, tree: Tree) -> tuple[Exercise, Tree]:
    """Both as they are where there is no [program], or no language that it accepts."""
    program = exercise.manifest.program
    language = language_of(program.languages, tree.paths) if program else None
    if language is None:
        return exercise, tree
    more = included(exercise.include, language)
    tree = replace(tree, entries=with_includes(tree.entries, more))
    commands, command = recipe_for(language, tree.entries, more)
    build = exercise.manifest.build.model_copy(update={"commands": commands})
    manifest = exercise.manifest.model_copy(update={"language": language, "build": build})
    return replace(exercise, manifest=manifest, command=command), tree
