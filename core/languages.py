"""The languages that are graded here. A new one is a row of this table and a Dockerfile of its name in `sandboxes/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`name` is what `exercise.toml` and the image's tag say.

    `python_tools` are Python packages of our own environment that the image's Dockerfile finds as `tools/`.
    `environment` is what every command in its sandboxes has besides the variables that all have.
    """

    name: str
    title: str
    python_tools: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


# A module that isn't there is said at once, not after a try for a network. A sandbox has one CPU: left to itself, Go
# before 1.25 starts a thread for each CPU of the machine, which a limit on processes forbids.
GO_ENVIRONMENT = {"GOPROXY": "off", "GOTOOLCHAIN": "local", "GOMAXPROCS": "1"}
# AddressSanitizer's leak check is a debugger of its own process, and it would lower the core limit: no sandbox may.
C_ENVIRONMENT = {"ASAN_OPTIONS": "detect_leaks=0:disable_coredump=0"}


LANGUAGES = {
    row.name: row
    for row in (
        Language(name="c", title="C", python_tools=("norminette",), environment=C_ENVIRONMENT),
        Language(name="cpp", title="C++", environment=C_ENVIRONMENT),
        Language(name="python", title="Python", python_tools=("pytest", "ruff")),
        Language(name="node", title="JavaScript and TypeScript"),
        Language(name="shell", title="Shell"),
        Language(name="web", title="Web pages (HTML, CSS, JavaScript)", python_tools=("playwright",)),
        Language(name="java", title="Java"),
        Language(name="rust", title="Rust"),
        Language(name="go", title="Go", environment=GO_ENVIRONMENT),
        Language(name="php", title="PHP"),
        Language(name="sql", title="SQL (SQLite)"),
    )
}
