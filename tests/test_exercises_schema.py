"""What editors and authors are told of `exercise.toml` is what its models read: no key is missing, none too many."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from exercises.locate import is_section, under
from exercises.manifest import Manifest
from exercises.schema import manifest_schema, schema_text
from exercises.solutions import Statement

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "manifest.md").read_text()
HEADING = re.compile(r"^## `\[([a-zA-Z._]+)\]`", re.MULTILINE)
ROW = re.compile(r"^\| `([a-z_]+)` \|", re.MULTILINE)


def sections(model: type[BaseModel], name: str) -> dict[str, type[BaseModel]]:
    """Every section under `model` by its name in TOML; a table under names of one's own is `name.NAME`."""
    found = {name: model}
    for key in model.model_fields:
        below = under(model, key)
        path = f"{name}.{key}" if name != "top" else key
        named = under(below, "NAME") if not is_section(below) else None
        if is_section(below):
            found |= sections(below, path)
        elif is_section(named):
            found |= sections(named, f"{path}.NAME")
    return found


SECTIONS = sections(Manifest, "top")


def documented(name: str) -> set[str]:
    parts = HEADING.split(PAGE.split("\n# `solutions")[0])
    texts = dict(zip(parts[1::2], parts[2::2], strict=True))
    return set(ROW.findall(texts[name]))


@pytest.mark.parametrize("name", [name for name in SECTIONS if name != "top"])
def test_every_key_of_a_section_is_described(name: str) -> None:
    keys = {key for key in SECTIONS[name].model_fields if f"{name}.{key}" not in SECTIONS}
    keys -= {key for key in SECTIONS[name].model_fields if f"{name}.{key}.NAME" in SECTIONS}
    assert documented(name) == keys


def test_every_key_of_the_top_is_described() -> None:
    top = PAGE.split("## `[")[0]
    plain = {key for key in Manifest.model_fields if key not in SECTIONS and f"{key}.NAME" not in SECTIONS}
    assert set(ROW.findall(top)) == plain


def test_no_section_is_described_that_is_not_there() -> None:
    assert set(HEADING.findall(PAGE)) == set(SECTIONS) - {"top"}


def test_every_key_of_a_statement_is_described() -> None:
    table = PAGE.split("`solutions/stated.toml`")[-1]
    assert set(ROW.findall(table)) == set(Statement.model_fields)


def test_the_schema_that_is_kept_is_that_of_the_models() -> None:
    """If it isn't: `peermill exercise schema > docs/exercise.schema.json`."""
    assert (DOCS / "exercise.schema.json").read_text() == schema_text()


def test_the_schema_refuses_what_the_models_refuse() -> None:
    schema = manifest_schema()
    assert schema["additionalProperties"] is False
    assert all(section.get("additionalProperties") is False for section in schema["$defs"].values())
    assert "c" in schema["properties"]["language"]["enum"]
