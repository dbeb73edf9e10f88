"""What pydantic has against a document, as one line that names the entry."""

from pydantic import ValidationError

from core.errors import UsageError

LONGEST = 300


def complaint(name: str, error: ValidationError) -> UsageError:
    """The first fault, and how many more there are. `name` is the document's."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"]).lstrip(".")
    text = f"{place}: {first['msg']}" if place else first["msg"]
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return UsageError(f"{name}: {' '.join(text.split())[:LONGEST]}{more}")
