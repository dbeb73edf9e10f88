"""What `peermill groups` reads, as JSON documents: the people of each kind of group. See docs/groups.md."""

from typing import Annotated, TypeVar

from pydantic import Field, ValidationError

from core.errors import UsageError
from matching.reading.complaints import complaint
from matching.reading.instance import Level, Name, Names, Part, Week

MOST_PEOPLE = 2_000
MOST_LANGUAGES = 64  # a bit each
MOST_ATTRIBUTES = 20
MOST_COLUMNS = 200

FewNames = Annotated[Names, Field(max_length=MOST_LANGUAGES)]
Value = Name | Annotated[float, Field(ge=-1e9, le=1e9)]
D = TypeVar("D", bound=Part)


class Traveller(Part):
    id: Name
    campus: Name
    languages: Annotated[FewNames, Field(min_length=1)]
    hours: Week


class InterCampus(Part):
    people: Annotated[list[Traveller], Field(min_length=1, max_length=MOST_PEOPLE)]


class Rusher(Part):
    id: Name
    level: Level


class Rush(Part):
    """`lately`: groups of people who were together, none two of whom are put together again."""

    people: Annotated[list[Rusher], Field(min_length=1, max_length=MOST_PEOPLE)]
    lately: list[Annotated[Names, Field(min_length=2, max_length=100)]] = Field(default=[], max_length=20_000)


class Candidate(Part):
    id: Name
    attributes: Annotated[dict[Name, Value], Field(max_length=MOST_ATTRIBUTES)]


class Wish(Part):
    """A cohort should have this share of people with this value."""

    attribute: Name
    value: Name
    share: Annotated[float, Field(ge=0, le=1)]


class Cohorts(Part):
    """`balance`: attributes of which every cohort should have the same mix as all people together."""

    people: Annotated[list[Candidate], Field(min_length=1, max_length=MOST_PEOPLE)]
    balance: Names = Field(default=[], max_length=MOST_ATTRIBUTES)
    wishes: list[Wish] = Field(default=[], max_length=MOST_COLUMNS)


def document_of(data: bytes, name: str, model: type[D]) -> D:
    """Of a JSON document called `name`. Raises UsageError."""
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise complaint(name, error) from None


def rows_of(ids: list[str]) -> dict[str, int]:
    """Each person's row. Raises UsageError for one who is there twice."""
    rows: dict[str, int] = {}
    for row, name in enumerate(ids):
        if name in rows:
            raise UsageError(f"people[{row}]: {name!r} is there twice, first as people[{rows[name]}]")
        rows[name] = row
    return rows
