"""The JSON Schema of `exercise.toml`, for editors: made from the very models that read it."""

import json
from typing import Any

from core.languages import LANGUAGES
from exercises.manifest import Manifest

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def manifest_schema() -> dict[str, Any]:
    schema = Manifest.model_json_schema()
    for section in (schema, *schema["$defs"].values()):
        if "language" in section.get("properties", {}):
            section["properties"]["language"]["enum"] = list(LANGUAGES)
    return {"$schema": DRAFT, **schema, "title": "exercise.toml"}


def schema_text() -> str:
    """As `peermill exercise schema` prints it and `docs/exercise.schema.json` keeps it."""
    return json.dumps(manifest_schema(), indent=2, ensure_ascii=False) + "\n"
