"""The school's repositories: one bare repository a team and exercise, in one folder, named by the school.

root/NAME.git/refs/heads/main              what the team pushed last
root/NAME.git/refs/peermill/kept/COMMIT    a commit that made a submission: hidden from clients, safe from any gc
"""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import git

from core.errors import GraderFault
from core.trees import Tree, TreeCaps
from store.git_command import FULL_HASH, git_environment
from store.git_trees import read_tree

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
DEFAULT_BRANCH = "main"
DRAFT = ".new-"

CONFIGURATION: Mapping[str, Mapping[str, str]] = {
    "core": {"hooksPath": "/dev/null", "logAllRefUpdates": "true"},
    "gc": {"auto": "0"},
    "http": {"receivepack": "true", "getanyfile": "false"},
    "receive": {
        "fsckObjects": "true",
        "unpackLimit": "1",
        "denyDeleteCurrent": "refuse",
        "autogc": "false",
        "advertisePushOptions": "false",
    },
    "transfer": {"fsckObjects": "true", "hideRefs": "refs/peermill"},
    "uploadpack": {"allowFilter": "false"},
}


class GitRepositories:
    """Names are the school's, made of ids: small letters, digits and dashes. Any other raises ValueError."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def create(self, name: str) -> Path:
        """The bare repository's folder, made if there is none yet; a crash in between leaves no half of one."""
        folder = self.folder(name)
        if folder.is_dir():
            return folder
        self.root.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=self.root))
        try:
            self.git(draft).init("--quiet", "--bare", "--template=", f"--initial-branch={DEFAULT_BRANCH}", str(draft))
            configure(draft)
            draft.rename(folder)
        except (git.GitError, OSError) as error:
            shutil.rmtree(draft, ignore_errors=True)
            if not folder.is_dir():
                raise GraderFault(f"{folder}: the repository can't be made: {error}") from error
        return folder

    def folder(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no repository's name")
        return self.root / f"{name}.git"

    def default_tip(self, name: str) -> str | None:
        """The full hash of the commit at the default branch's tip; None before the first push to it."""
        status, answer, problem = self.git(self.folder(name)).execute(
            ["git", "rev-parse", "--verify", "--quiet", f"refs/heads/{DEFAULT_BRANCH}^{{commit}}"],
            with_extended_output=True,
            with_exceptions=False,
        )
        if status == 1:
            return None
        if status or not FULL_HASH.fullmatch(str(answer)):
            raise GraderFault(f"{self.folder(name)}: the default branch can't be read: {problem!r}")
        return str(answer)

    def keep(self, name: str, commit: str) -> None:
        """Hold on to a commit whatever becomes of its branch. Keeping it twice is keeping it once."""
        if not FULL_HASH.fullmatch(commit):
            raise ValueError(f"{commit!r} is no commit's full hash")
        try:
            self.git(self.folder(name)).update_ref(f"refs/peermill/kept/{commit}", commit)
        except git.GitError as error:
            raise GraderFault(f"{self.folder(name)}: commit {commit} can't be kept: {error}") from error

    def read_tree(self, name: str, commit: str, caps: TreeCaps) -> Tree:
        """The files of a commit. Raises TreeRefused with a message for the student, GraderFault if it's not there."""
        return read_tree(self.folder(name), commit, caps)

    def size_bytes(self, name: str) -> int:
        """What the repository's files hold together, half-received packs included."""
        return sum(size_of(file) for file in files_below(self.folder(name)))

    def git(self, folder: Path) -> git.Git:
        command = git.Git(folder)
        command.update_environment(**git_environment(folder))
        return command


def configure(folder: Path) -> None:
    with git.GitConfigParser(folder / "config", read_only=False) as config:
        for section, values in CONFIGURATION.items():
            for key, value in values.items():
                config.set_value(section, key, value)


def files_below(top: Path) -> Iterator[Path]:
    """Every file, however deep: a branch's name may be thousands of folders, and `os.walk` calls itself for each."""
    ahead = [str(top)]
    while ahead:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(ahead.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    ahead.append(entry.path)
                else:
                    yield Path(entry.path)


def size_of(file: Path) -> int:
    """0 for a file that went away meanwhile: git renames what a push brought in as it comes to an end."""
    try:
        return file.lstat().st_size
    except FileNotFoundError:
        return 0
