"""Where in an `exercise.toml` an error stands, and which key was meant: what turns a refusal into a line to edit."""

import difflib
import re
from collections.abc import Iterable
from types import NoneType
from typing import TypeGuard, get_args, get_origin

from pydantic import BaseModel, RootModel

# A header begins its line; an array's element that looks like one is indented.
HEADER = re.compile(r"\[\[?\s*([^\]]+?)\s*\]")
KEY = re.compile(r"\s*([\w.\"-]+)\s*=")


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """The line of the deepest of `keys` that stands in the text, or the first below it; 1 where none does (a missing
    key, say)."""
    header: tuple[str, ...] = ()
    best, best_depth = 1, 0
    for number, line in enumerate(text.split("\n"), 1):
        if match := HEADER.match(line):
            header = here = names_in(match[1])
        elif match := KEY.match(line):
            here = (*header, *names_in(match[1]))
        else:
            continue
        depth = min(len(here), len(keys))
        if depth > best_depth and keys[:depth] == here[:depth]:
            best, best_depth = number, depth
    return best


def names_in(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip(' "') for part in dotted.split("."))


def near_key(manifest: type[BaseModel], keys: tuple[str, ...]) -> str:
    """` (did you mean ...?)` for a misspelt last key, from the fields of the section that it stands in."""
    section: object = manifest
    for key in keys[:-1]:
        section = under(section, key)
    return near(keys[-1], section.model_fields if is_section(section) else ())


def near(name: str, names: Iterable[str]) -> str:
    found = difflib.get_close_matches(name, list(names), n=1)
    return f" (did you mean {found[0]}?)" if found else ""


def under(section: object, key: str) -> object:
    """What stands under `key` in a section, or in a table of sections under names of one's own; None for neither."""
    if is_section(section) and issubclass(section, RootModel):
        section = section.model_fields["root"].annotation
    if get_origin(section) is dict:
        return get_args(section)[1]
    if not is_section(section) or key not in section.model_fields:
        return None
    annotation = section.model_fields[key].annotation
    options = [option for option in get_args(annotation) if option is not NoneType]
    return options[0] if len(options) == 1 else annotation


def is_section(candidate: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(candidate, type) and issubclass(candidate, BaseModel)
