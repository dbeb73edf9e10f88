"""The languages that are graded here. A new one is a row of this table and a Dockerfile of its name in `sandboxes/`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`name` is what `exercise.toml` and the image's tag say.

    `python_tools` are Python packages of our own environment that the image's Dockerfile finds as `tools/`.
    """

    name: str
    title: str
    python_tools: tuple[str, ...] = ()


LANGUAGES = {
    row.name: row
    for row in (
        Language(name="c", title="C", python_tools=("norminette",)),
        Language(name="cpp", title="C++"),
        Language(name="python", title="Python", python_tools=("pytest", "ruff")),
        Language(name="node", title="JavaScript and TypeScript"),
        Language(name="shell", title="Shell"),
    )
}
