"""Which files of a submission a check reads, and how a tool is told their names."""

from core.trees import Tree
from grader.turn_in import matched

PRODUCT = "/box/product/"


def files_matched(tree: Tree, patterns: tuple[str, ...]) -> list[str]:
    """Paths of the files and links that one of the patterns names. What a link shows may have a name that none does."""
    return sorted(matched(tree.paths, patterns))


def as_arguments(paths: list[str]) -> list[str]:
    """Whatever a file is called, it is no option: not `-o`, not `@file`."""
    return [PRODUCT + path for path in paths]


def as_turned_in(path: str) -> str:
    return path.removeprefix(PRODUCT)
