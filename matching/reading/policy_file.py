"""A policy from a file: TOML, or JSON by its first character."""

import json
import tomllib

from pydantic import ValidationError

from core.errors import UsageError
from matching.policy import Policy
from matching.reading.complaints import complaint


def policy_from(data: bytes, name: str) -> Policy:
    """Of a document called `name`. Raises UsageError."""
    try:
        text = data.decode()
        if text.lstrip().startswith("{"):
            return Policy.model_validate_json(text)
        # Through JSON, as TOML's inf and dates would otherwise be judged by other rules.
        return Policy.model_validate_json(json.dumps(tomllib.loads(text), allow_nan=False))
    except ValidationError as error:
        raise complaint(name, error) from None
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8") from None
    except (tomllib.TOMLDecodeError, ValueError, TypeError, RecursionError) as error:
        raise UsageError(f"{name} is no TOML that can be read: {error}") from None
