"""The steps of a page's testcase: what an author may write, what the driver gets, and how a slip is told."""

import json
from pathlib import Path

import pytest

from core.errors import BrokenExercise
from exercises.pages import Page, Step, journey_as_stdin, label_of
from tests.builders import manifest

PAGE = Page()


def stdin(folder: Path, steps: str, out: str) -> bytes:
    (folder / "one.in").write_text(steps)
    (folder / "one.out").write_text(out)
    return journey_as_stdin(folder / "one.out", PAGE)


def test_the_driver_gets_the_steps_and_nothing_that_is_expected(tmp_path: Path) -> None:
    given = stdin(tmp_path, 'steps = [{ click = "#b" }, { look = "text", at = "h1" }]', 'text of h1: "Secret"\n')
    assert b"Secret" not in given
    assert json.loads(given) == {
        "page": "/index.html",
        "viewport": [1280, 800],
        "clock": None,
        "serve": [],
        "steps": [{"click": "#b", "label": "click #b"}, {"look": "text", "at": "h1", "label": "text of h1"}],
    }


@pytest.mark.parametrize(
    ("step", "label"),
    [
        ({"look": "title"}, "title"),
        ({"look": "style", "of": "color", "at": "h1"}, "style color of h1"),
        ({"look": "count", "at": {"role": "button"}}, "count of button"),
        ({"look": "text", "at": {"role": "button", "name": "Add"}, "label": "words"}, "words"),
        ({"click": {"role": "button", "name": "Add"}}, 'click button "Add"'),
        ({"type": "a  b", "into": "#x"}, "type a b into #x"),
        ({"viewport": (390, 800)}, "viewport 390x800"),
        ({"tick": 1000}, "tick 1000"),
        ({"reload": True}, "reload"),
    ],
)
def test_a_step_is_told_in_words(step: dict[str, object], label: str) -> None:
    assert label_of(Step.model_validate(step)) == label


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("steps = []", "steps: "),
        ('steps = [{ look = "text" }]', "a look at `text` needs `at`"),
        ('steps = [{ look = "style", at = "h1" }]', "a look at `style` needs `of`"),
        ('steps = [{ look = "title", at = "h1" }]', "`at` has no use here"),
        ('steps = [{ type = "x" }]', "`type` needs `into`"),
        ('steps = [{ click = "a", press = "Tab" }]', "this is click and press"),
        ("steps = [{}]", "this is none"),
        ("steps = [{ tick = 5 }]", "a step can only `tick` where `clock`"),
        ('steps = [{ clik = "a" }]', "steps.0.clik: "),
        ('steps = [{ open = "index.html" }]', "steps.0.open: "),
        ('steps = [{ open = "//elsewhere.example" }]', "one.out:1"),
        ("viewport = [1281, 800]\nsteps = [{ reload = true }]", "one.in:1: viewport.0"),
        ("steps = [", "not TOML"),
    ],
)
def test_a_slip_names_the_file_and_what_was_expected(tmp_path: Path, steps: str, said: str) -> None:
    with pytest.raises(BrokenExercise) as raised:
        stdin(tmp_path, steps, "nothing: 1\n")
    assert said in str(raised.value)
    assert str(tmp_path) in str(raised.value)


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("", "one.out:1: expected the line of this look, `title: `"),
        ('titel: "A"\n', "one.out:1: expected"),
        ('title: "A"\nmore: 1\n', "one.out:2: no look is left"),
    ],
)
def test_what_is_expected_has_a_line_for_each_look(tmp_path: Path, out: str, said: str) -> None:
    with pytest.raises(BrokenExercise) as raised:
        stdin(tmp_path, 'steps = [{ look = "title" }]', out)
    assert said in str(raised.value)


def test_steps_and_no_arguments(tmp_path: Path) -> None:
    (tmp_path / "one.out").write_text("")
    with pytest.raises(BrokenExercise, match="missing: the steps"):
        journey_as_stdin(tmp_path / "one.out", PAGE)
    (tmp_path / "one.args").write_text("x")
    with pytest.raises(BrokenExercise, match="a page has no arguments"):
        journey_as_stdin(tmp_path / "one.out", PAGE)


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ({"language": "c", "page": {}, "run": {}}, 'the language "web" only'),
        ({"language": "web", "page": {}, "run": {"command": ["./main"]}}, "the browser is all that runs"),
        ({"language": "web", "page": {"viewport": [100, 100]}, "run": {}}, "viewport"),
    ],
)
def test_a_page_needs_its_language_and_no_command(sections: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        manifest(**sections)
