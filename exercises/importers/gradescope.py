"""Gradescope's autograder folders (https://gradescope-autograders.readthedocs.io/en/latest/specs/).

the whole folder   harness/; `setup.sh` is run when the sandbox's image is made, `run_autograder` for each submission
results.json       read by the host; the visibility of each test in it is kept

The assignment's points stand on Gradescope's pages, not in the folder: those that gradescope-utils' decorators name are
added up, else they are 100.
"""

import ast
from collections.abc import Iterable
from pathlib import Path

from exercises.importers.plan import Carried, ImportPlan, Left, PlannedFile, manifest_file
from exercises.importers.source import Source

SETUP, RUN = "setup.sh", "run_autograder"
ASSUMED_POINTS = 100
MOST_POINTS = 1e6
POINTS_DECORATORS = ("weight", "partial_credit")
NOT_THERE = (
    ("Ubuntu", "setup.sh runs on Debian 12 there; a package of another name must be renamed in it"),
    ("root", "run_autograder runs as an ordinary user, without a network, on a system that can't be written"),
    ("/autograder/submission_metadata.json", "who submitted and when isn't told to programs here"),
    ("after_published", "is kept from students for ever; after_due_date too, where its tests aren't named as cases"),
    ("stdout_visibility", "what run_autograder prints is for staff, whatever it says"),
    ("leaderboard", "there is none here"),
)
STATEMENT = """# {title}

This exercise was graded by Gradescope. Its folder has no statement: write it here.
"""


def import_gradescope(folder: Path) -> ImportPlan:
    """Raises BrokenExercise that names the file."""
    source = Source(folder)
    source.take(SETUP, "the script that installs what the autograder needs")
    source.take(RUN, "the script that grades")
    slug = "-".join("".join(c if c.isalnum() else " " for c in folder.resolve().name.lower()).split())
    title = slug.replace("-", " ").capitalize()
    harness = {f"harness/{path}": source.take(path, "a file of the autograder") for path in source.paths}
    points = sum(points_in(source.text(path, "a test") for path in source.paths if path.endswith(".py")))
    manifest = {
        "title": title,
        "language": "python",
        "turn_in": {"extra": "allowed"},
        "harness": {},
        "framework": {"kind": "gradescope", "points": points or ASSUMED_POINTS},
        "run": {"cpu_ms": 60_000, "wall_ms": 120_000, "memory_mib": 768, "processes": 128, "output_kib": 4096},
    }
    statement = PlannedFile(data=STATEMENT.format(title=title).encode())
    return ImportPlan(
        format="gradescope",
        slug=slug,
        files={"exercise.toml": manifest_file(manifest), "statement.md": statement, **harness},
        carried=(
            Carried(source=SETUP, became="what the sandbox's image is made with"),
            Carried(source=RUN, became="[framework] kind = gradescope"),
            *(Carried(source=path, became=f"harness/{path}") for path in source.paths if path not in (SETUP, RUN)),
        ),
        left=tuple(left(points)),
    )


def points_in(texts: Iterable[str]) -> Iterable[float]:
    """What the decorators of gradescope-utils give each test; a file that isn't Python has none."""
    for text in texts:
        try:
            nodes = list(ast.walk(ast.parse(text)))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in nodes:
            if isinstance(node, ast.FunctionDef):
                yield from (points_of(decorator) for decorator in node.decorator_list)


def points_of(decorator: ast.expr) -> float:
    match decorator:
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=int() | float() as points)]):
            return points if name in POINTS_DECORATORS and 0 < points < MOST_POINTS else 0
        case _:
            return 0


def left(points: float) -> Iterable[Left]:
    if not points:
        why = f"they aren't in the folder: {ASSUMED_POINTS} is a guess, to be set in [framework] points"
        yield Left(source="the assignment's points", why=why)
    yield Left(source="the statement", why="it isn't in the folder; statement.md has to be written")
    yield Left(source="the solutions", why="there are none; without an accepted one `verify` can prove nothing")
    yield from (Left(source=source, why=why) for source, why in NOT_THERE)
