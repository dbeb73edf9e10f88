"""Testcases of web pages for tests: the steps alone, in the words of tests/NAME.in."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from exercises.pages import Page, journey_as_stdin


def stdin_of(*steps: Mapping[str, str], after: str = "") -> bytes:
    """What the driver reads for those steps, of which the looks are all labelled; `after` them comes more TOML."""
    lines = ",\n".join("{ " + ", ".join(f"{key} = '{value}'" for key, value in step.items()) + " }" for step in steps)
    with TemporaryDirectory() as folder:
        Path(folder, "one.in").write_text(f"steps = [\n{lines}\n]\n{after}")
        Path(folder, "one.out").write_text("".join(f"{step['label']}: \n" for step in steps if "look" in step))
        return journey_as_stdin(Path(folder, "one.out"), Page())
