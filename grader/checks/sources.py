"""Which files of a submission a check reads, and how a tool is told their names."""

from pathspec import PathSpec

from core.trees import EntryKind, Tree

PRODUCT = "/box/product/"


def files_matched(tree: Tree, patterns: tuple[str, ...]) -> list[str]:
    """Paths of the files that one of the patterns names. Links are left out: what they show stands there itself."""
    paths = (entry.path for entry in tree.entries if entry.kind is not EntryKind.LINK)
    return sorted(PathSpec.from_lines("gitignore", patterns).match_files(paths))


def as_arguments(paths: list[str]) -> list[str]:
    """Whatever a file is called, it is no option: not `-o`, not `@file`."""
    return [PRODUCT + path for path in paths]


def as_turned_in(path: str) -> str:
    return path.removeprefix(PRODUCT)
