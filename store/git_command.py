"""How git is run here: nothing of the machine's, the user's or the caller's settings reaches it.

    our code --argv--> git, with GIT_DIR named and every other door shut --> objects and refs of that repository

A repository's own `config` is read by git all the same, so git is only ever pointed at one that we wrote ourselves.
"""

import re
from collections.abc import Mapping
from pathlib import Path

FULL_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
GIT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
NOWHERE = "/nonexistent"

SETTINGS: Mapping[str, str] = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "core.pager": "cat",
    "core.commitGraph": "false",
    "core.multiPackIndex": "false",
    "core.packedGitWindowSize": "32m",
    "core.packedGitLimit": "256m",
    "protocol.allow": "never",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "pack.threads": "1",
    "safe.directory": "*",
}


def git_environment(git_dir: Path, *, objects: Path | None = None) -> dict[str, str]:
    """The environment of one git process on `git_dir`, its objects taken from `objects` where that is named."""
    return {
        **isolated(SETTINGS),
        "GIT_DIR": str(git_dir),
        "GIT_COMMON_DIR": str(git_dir),
        "GIT_OBJECT_DIRECTORY": str(objects or git_dir / "objects"),
    }


def isolated(settings: Mapping[str, str]) -> dict[str, str]:
    """An environment in which git has these settings, and no configuration file but the repository's own.

    What could lead git elsewhere is set, not left out: GitPython adds these variables to those of its own process.
    """
    return {
        "PATH": GIT_PATH,
        "HOME": NOWHERE,
        "XDG_CONFIG_HOME": NOWHERE,
        "LC_ALL": "C",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
        "GIT_NAMESPACE": "",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "/bin/false",
        "GIT_PAGER": "cat",
        **configuration(settings),
    }


def configuration(settings: Mapping[str, str]) -> dict[str, str]:
    """`settings` as the variables that git takes them from."""
    pairs = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_PARAMETERS": ""}
    for number, (key, value) in enumerate(settings.items()):
        pairs |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return pairs | {"GIT_CONFIG_COUNT": str(len(settings))}
