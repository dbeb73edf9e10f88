"""Clears what was killed halfway: packs half received, which would count against the quota, and half-made repositories.

NAME.git/objects/tmp_objdir-incoming-XXXXXX/   receive-pack's quarantine
.new-XXXXXX/                                   a repository that was being made
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from store.git_repositories import DRAFT

PATTERNS = (f"{DRAFT}*", "*.git/objects/tmp_objdir-*", "*.git/objects/incoming-*", "*.git/objects/pack/tmp_*")


def clear_leftovers(root: Path, before: float) -> list[Path]:
    """Remove those last written to before that moment (seconds of the Unix epoch), in all repositories below `root`."""
    cleared = []
    for path in list(leftovers(root)):
        try:
            if path.lstat().st_mtime >= before:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        except FileNotFoundError:
            continue  # git came to its end with it meanwhile
        cleared.append(path)
    return cleared


def leftovers(root: Path) -> Iterator[Path]:
    for pattern in PATTERNS:
        yield from root.glob(pattern)
