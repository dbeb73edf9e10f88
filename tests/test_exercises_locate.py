"""Lines and keys that an error in a manifest points to."""

import pytest

from exercises.locate import line_of, near_key
from exercises.manifest import Manifest

TEXT = """\
# run.cpu_ms = 1
run.cpu_ms = 5

[build]
commands = [
    ["make"],
    [ "run" ]
]
cpu_ms = 7

  [checker] # [run]
  "kind" = "exact"

[testcases.named."01-few"]
points = 1
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("run", "cpu_ms"), 2),
        (("run", "command"), 1),
        (("build",), 4),
        (("build", "cpu_ms"), 9),
        (("build", "commands", "0", "0"), 5),
        (("build", "wall_ms"), 4),
        (("testcases", "named", "01-few", "points"), 15),
        (("testcases", "named", "01-few", "cpu_ms"), 14),
        (("nowhere",), 1),
    ],
)
def test_the_deepest_key_that_stands_there_gives_the_line(keys: tuple[str, ...], line: int) -> None:
    assert line_of(TEXT, keys) == line


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        (("versoin",), " (did you mean version?)"),
        (("harness", "comands"), " (did you mean commands?)"),
        (("testcases", "named", "x", "pionts"), " (did you mean points?)"),
        (("testcases", "pionts"), " (did you mean points?)"),
        (("version", "versoin"), ""),
        (("nowhere", "versoin"), ""),
        (("zzz",), ""),
    ],
)
def test_a_hint_comes_from_the_section_that_the_key_stands_in(keys: tuple[str, ...], hint: str) -> None:
    assert near_key(Manifest, keys) == hint
