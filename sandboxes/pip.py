"""How the machine's own pip reaches packages, for the set-up of an exercise that installs some."""

import ast
import subprocess
import sys

from core.errors import GraderFault
from sandboxes.apt import last_line

KEPT_OPTIONS = (
    "default-timeout",
    "extra-index-url",
    "find-links",
    "index-url",
    "no-index",
    "proxy",
    "retries",
    "timeout",
    "trusted-host",
)
OF_THE_ENVIRONMENT = ":env:"
NAMES_A_FILE = ("/", "file:")


def machine_options() -> dict[str, str]:
    """pip's options of this machine, but for files that only it has. Raises GraderFault."""
    argv = (sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list")
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GraderFault(f"`{' '.join(argv)}` failed: {last_line(done.stderr)}")
    return kept_options(done.stdout)


def kept_options(listed: str) -> dict[str, str]:
    """Of what `pip config list` prints, a line an option: `SECTION.NAME='VALUE'`. The environment's overrule files'."""
    lines = sorted(listed.splitlines(), key=lambda line: line.startswith(OF_THE_ENVIRONMENT))
    options: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition("=")
        name = name.partition(".")[2]
        words = [word for word in str(ast.literal_eval(value)).split() if not word.startswith(NAMES_A_FILE)]
        if name in KEPT_OPTIONS and words:
            options[name] = " ".join(words)
    return options
