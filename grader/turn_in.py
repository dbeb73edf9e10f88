"""The check on which files were turned in. It reads names only, on the host, before anything is put in a sandbox."""

from pathlib import PurePosixPath

from pathspec import PathSpec

from core.reports import CheckReport
from core.trees import Tree
from exercises.manifest import TurnIn
from grader.words import visible

HARNESS_FOLDER = "school"
NAMED_AT_MOST = 5


def check_turn_in(tree: Tree, rules: TurnIn) -> CheckReport:
    """Passed, or failed with a detail that names the files and tells "nothing turned in" from "file missing".

    What is missing, or stands where the school's files go, costs everything; what is too much may have a price.
    """
    fatal = missing(tree, rules) + reserved(tree)
    surplus = forbidden(tree, rules) + extra(tree, rules)
    return CheckReport(
        name="turn-in",
        passed=not fatal + surplus,
        points=-rules.deduct if surplus and rules.deduct and not fatal else 0,
        detail="; ".join(fatal + surplus) or files_line(tree.paths),
    )


def missing(tree: Tree, rules: TurnIn) -> list[str]:
    if not tree.entries:
        return ["nothing turned in: there are no files"]
    absent = [pattern for pattern in rules.required if not so_named(tree.paths, pattern)]
    return [f"missing file: {pattern.lstrip('/')}" for pattern in absent]


def reserved(tree: Tree) -> list[str]:
    taken = [path for path in tree.paths if path.split("/")[0] == HARNESS_FOLDER]
    return [f"{visible(taken[0])}: the name {HARNESS_FOLDER}/ is kept for the school's files"] if taken else []


def forbidden(tree: Tree, rules: TurnIn) -> list[str]:
    """Whatever else says that such a file may be there."""
    unwanted = sorted(matched(tree.paths, rules.forbidden))
    return [f"forbidden file: {files_line(unwanted)}"] if unwanted else []


def extra(tree: Tree, rules: TurnIn) -> list[str]:
    if rules.extra == "allowed":
        return []
    wanted = [so_named(tree.paths, pattern) for pattern in rules.required + rules.optional]
    known = matched(tree.paths, rules.forbidden).union(*wanted)
    unwanted = [path for path in tree.paths if path not in known]
    return [f"forbidden extra file: {files_line(unwanted)}"] if unwanted else []


def so_named(paths: tuple[str, ...], pattern: str) -> set[str]:
    """The files of that very name. In .gitignore a name also means all that lies in a folder so called; here a folder
    `sum.c/` is no `sum.c`, and only a pattern that ends with `/` or `*` means what lies below."""
    found = matched(paths, (pattern,))
    if pattern.endswith(("/", "/*", "**")) or pattern == "*":
        return found
    folders = {path: [str(parent) for parent in PurePosixPath(path).parents][:-1] for path in found}
    means_it = matched(tuple({folder for above in folders.values() for folder in above}), (pattern,))
    return {path for path in found if not means_it.intersection(folders[path])}


def matched(paths: tuple[str, ...], patterns: tuple[str, ...]) -> set[str]:
    return set(PathSpec.from_lines("gitignore", patterns).match_files(paths))


def files_line(paths: list[str] | tuple[str, ...]) -> str:
    named = ", ".join(visible(path) for path in paths[:NAMED_AT_MOST])
    return f"{named} and {len(paths) - NAMED_AT_MOST} more" if len(paths) > NAMED_AT_MOST else named
