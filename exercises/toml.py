"""A TOML file of ours as a model, or one line that names the file, the line, the key and what was expected there."""

import re
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from core.errors import BrokenExercise
from exercises.files import read_text
from exercises.locate import line_of, near_key

Model = TypeVar("Model", bound=BaseModel)

# How what is wrong between sections, and so in no key of pydantic's own, says where it stands.
NAMED_KEY = re.compile(r"([\w.-]+): ")


def parse_toml(path: Path, model: type[Model], what: str) -> Model:
    """Raises BrokenExercise."""
    text = read_text(path, what)
    try:
        return model.model_validate(tomllib.loads(text))
    except ValidationError as error:
        raise BrokenExercise(f"{path}:{first_problem(text, model, error)}") from None
    except (ValueError, RecursionError) as error:
        # tomllib's own error is a ValueError, but so is a number of too many digits; brackets may nest too deep for it.
        raise BrokenExercise(f"{path}: not TOML: {error}") from None


def first_problem(text: str, model: type[BaseModel], error: ValidationError) -> str:
    """`LINE: KEY: what was expected`. An unknown key comes first: a missing one is often the same key, misspelt."""
    problems = error.errors()
    problem = next((problem for problem in problems if problem["type"] == "extra_forbidden"), problems[0])
    keys = tuple(str(part) for part in problem["loc"])
    message = problem["msg"].removeprefix("Value error, ")
    if not keys and (named := NAMED_KEY.match(message)):
        keys, message = tuple(named[1].split(".")), message[named.end() :]
    hint = near_key(model, keys) if problem["type"] == "extra_forbidden" else ""
    place = ".".join(key if key.isprintable() else repr(key) for key in keys)
    return f"{line_of(text, keys)}: {place}: {message}{hint}"
