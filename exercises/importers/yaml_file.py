"""YAML that others wrote, read so that no file can cost more than its size: no aliases, no tags, each key once."""

from collections.abc import Hashable, Iterable
from typing import Any

import yaml

MOST_BYTES = 256 << 10


class Strict(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        twice = first_twice(keys)
        if twice is not None:
            raise yaml.MarkedYAMLError(problem=f"the key {twice!r} stands there twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def first_twice(keys: Iterable[str]) -> str | None:
    """The first that stands there a second time."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return None


def parse_yaml(text: str) -> object:
    """What the document says, None if nothing. Raises ValueError, with the line."""
    if len(text) > MOST_BYTES:
        raise ValueError(f"more than {MOST_BYTES >> 10} KiB of YAML")
    try:
        refuse_aliases(text)
        return yaml.load(text, Strict)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise ValueError(f"{line}not YAML that is read here: {error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"not YAML: {' '.join(str(error).split())}") from None


def refuse_aliases(text: str) -> None:
    """An alias stands for all that it names, and a few lines of them for more than any memory holds."""
    for event in yaml.parse(text, yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = f"line {event.start_mark.line + 1}: " if event.start_mark else ""
            raise ValueError(f"{line}aliases (`*name`) aren't read")
