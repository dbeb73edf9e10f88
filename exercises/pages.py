"""Exercises on web pages: the section [page] of `exercise.toml`, and the testcases that go with it.

NAME.in    TOML: steps that a person takes on the page, and looks at what then is there
NAME.out   LABEL: JSON          one line a look

NAME.in --> Journey --> stdin of the driver, in the sandbox          (the steps, no more)
NAME.out --------------> compared on the host with what it prints    (never enters the sandbox)
"""

import json
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from core.errors import BrokenExercise
from exercises.files import read_text
from exercises.section import Section
from exercises.toml import parse_toml

ACTS = ("open", "reload", "viewport", "tick", "click", "hover", "press", "type", "fill", "select", "wait", "gone")
INTO = ("type", "fill", "select")

OfElements = Literal["text", "texts", "value", "count", "visible", "columns", "role", "name", "description"]
OfOnePart = Literal["attribute", "property", "style"]
OfThePage = Literal["title", "url", "focused", "overflows"]

Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\n\r]+$")]
SitePath = Annotated[str, StringConstraints(max_length=2000, pattern=r"^/[^\s\\]*$")]
Side = Annotated[int, Field(ge=200)]
Viewport = Annotated[tuple[Annotated[Side, Field(le=1280)], Annotated[Side, Field(le=800)]], Field(strict=False)]


class Page(Section):
    """`start`: the page that each testcase opens. `viewport`: the window's width and height, in CSS pixels."""

    start: SitePath = "/index.html"
    viewport: Viewport = (1280, 800)


class Named(Section):
    """An element by what assistive technology is told of it: its role, and its name where that matters."""

    role: Words
    name: Words | None = None


# A string is a CSS selector. Of several elements that match, the first one is meant.
Target = Words | Named


class Served(Section):
    """A file that the site has for this testcase, instead of the student's if both have it."""

    path: SitePath
    body: str = Field(max_length=1 << 20)
    status: int = Field(200, ge=200, le=599)


class Step(Section):
    """Exactly one act, or one look. `label` is what its line of output begins with, if not words made from the step."""

    label: Label | None = None

    open: SitePath | None = None
    reload: Literal[True] | None = None
    viewport: Viewport | None = None
    tick: Annotated[int, Field(ge=1, le=86_400_000)] | None = None
    click: Target | None = None
    hover: Target | None = None
    press: Words | None = None
    type: Words | None = None
    fill: Annotated[str, StringConstraints(max_length=2000)] | None = None
    select: Words | None = None
    into: Target | None = None
    wait: Target | None = None
    gone: Target | None = None

    look: OfElements | OfOnePart | OfThePage | None = None
    at: Target | None = None
    of: Words | None = None

    @property
    def verb(self) -> str:
        return next(verb for verb in ("look", *ACTS) if getattr(self, verb) is not None)

    @model_validator(mode="after")
    def says_one_thing(self) -> Self:
        verbs = [verb for verb in ("look", *ACTS) if getattr(self, verb) is not None]
        if len(verbs) != 1:
            raise ValueError(f"a step is one look or one act, and this is {' and '.join(verbs) or 'none'}")
        needs_key("into", self.into, self.verb in INTO, f"`{self.verb}`")
        needs_key("at", self.at, self.look in get_args(OfElements) + get_args(OfOnePart), f"a look at `{self.look}`")
        needs_key("of", self.of, self.look in get_args(OfOnePart), f"a look at `{self.look}`")
        return self


def needs_key(key: str, value: object, wanted: bool, who: str) -> None:
    if wanted and value is None:
        raise ValueError(f"{who} needs `{key}`")
    if not wanted and value is not None:
        raise ValueError(f"`{key}` has no use here")


class Journey(Section):
    """One testcase. With `clock`, an ISO time, the page's time stands still there but for the steps that `tick`."""

    page: SitePath | None = None
    viewport: Viewport | None = None
    clock: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")] | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=200, strict=False)]
    serve: Annotated[tuple[Served, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def time_passes_on_a_clock(self) -> Self:
        if self.clock is None and any(step.tick for step in self.steps):
            raise ValueError("a step can only `tick` where `clock` says what time it is")
        return self


def check_page(language: str, page: Page | None) -> None:
    """Raises ValueError unless a section [page] and the language `web` come together."""
    if page and language != "web":
        raise ValueError(f'page: a browser is there for the language "web" only, not {language}')


def journey_as_stdin(expected: Path, page: Page) -> bytes:
    """What the driver reads: JSON, a line a step. Raises BrokenExercise, also for a NAME.out that it can't print."""
    path, arguments = expected.with_suffix(".in"), expected.with_suffix(".args")
    if arguments.exists():
        raise BrokenExercise(f"{arguments}: a page has no arguments; its steps are in {path.name}")
    if not path.exists():
        raise BrokenExercise(f"{path}: missing: the steps that a page is tried with, as TOML")
    journey = parse_toml(path, Journey, "the steps")
    check_labels(expected, journey)
    head = {
        "page": journey.page or page.start,
        "viewport": journey.viewport or page.viewport,
        "clock": journey.clock,
        "serve": [served.model_dump() for served in journey.serve],
    }
    steps = ",\n".join(dumped(step.model_dump(exclude_none=True) | {"label": label_of(step)}) for step in journey.steps)
    return f'{dumped(head)[:-1]}, "steps": [\n{steps}\n]}}\n'.encode()


def check_labels(expected: Path, journey: Journey) -> None:
    """Every look's line must stand in NAME.out, in that order, and nothing else."""
    lines = read_text(expected, "the expected output").splitlines()
    labels = [label_of(step) for step in journey.steps if step.look]
    for number, label in enumerate(labels, 1):
        if number > len(lines) or not lines[number - 1].startswith(f"{label}: "):
            raise BrokenExercise(f"{expected}:{number}: expected the line of this look, `{label}: ` and what is seen")
    if len(lines) > len(labels):
        raise BrokenExercise(f"{expected}:{len(labels) + 1}: no look is left for this line")


def label_of(step: Step) -> str:
    """`text of #list`, `click button "Add"`: what is seen or done, and where."""
    if step.label:
        return step.label
    if step.look:
        what = f"{step.look} {step.of}" if step.of else step.look
        return f"{what} of {words_of(step.at)}" if step.at else what
    done = f"{step.verb} {words_of(getattr(step, step.verb))}".strip()
    return f"{done} into {words_of(step.into)}" if step.into else done


def words_of(value: object) -> str:
    match value:
        case True:
            return ""
        case (width, height):
            return f"{width}x{height}"
        case Named(role=role, name=name):
            return f'{role} "{name}"' if name else role
        case _:
            return " ".join(str(value).split())


def dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
