"""What came of a grouping, whatever kind it is of: groups, who is left over and why, goals with bounds, balance."""

from collections import Counter

from pydantic import BaseModel, ConfigDict, JsonValue

from matching.groups.seating import Seating

NO_SEAT = "every group is full, and too few are left over who could make another"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Goal(Part):
    """`bound` is a value that no grouping can pass, None where none is known; `bound_by` says how it is known."""

    name: str
    reached: float
    better: str  # "higher" or "lower"
    bound: float | None
    bound_by: str


class Balance(Part):
    """Of an attribute (and one of its values): what was wished for (None: nothing), and the lowest and highest of the
    groups."""

    attribute: str
    value: str | None = None
    wished: float | None
    lowest: float
    highest: float


class Group(Part):
    members: list[str]
    facts: dict[str, JsonValue]


class LeftOver(Part):
    person: str
    why: str


class Report(Part):
    groups: list[Group]
    left_over: list[LeftOver]
    goals: list[Goal]
    balance: list[Balance]
    seed: int


def groups_in(seating: Seating) -> list[list[int]]:
    """Rows of each group that stands, in the order of their first members."""
    groups = (seating.seats.members(group).tolist() for group in range(len(seating.seats.size)))
    return sorted(members for members in groups if members)


def seated_goal(seating: Seating, most: int, bound_by: str) -> Goal:
    return Goal(
        name="people in groups", reached=seating.seats.seated, better="higher", bound=float(most), bound_by=bound_by
    )


def left_over(seating: Seating, known: dict[int, str], full: str = NO_SEAT) -> list[LeftOver]:
    """`known`: reasons that hold whatever the groups are, by row. `full`: the reason where no group has a seat left."""
    names = seating.problem.names
    return [
        LeftOver(person=names[person], why=known.get(person) or _why(seating, person, full))
        for person in seating.bench.tolist()
    ]


def _why(seating: Seating, person: int, full: str) -> str:
    """The commonest refusal among the groups with a seat left."""
    groups = seating.open.tolist()
    if not groups:
        return full
    refusals = Counter(seating.refusal(person, group) or "" for group in groups)
    why, count = refusals.most_common(1)[0]
    return f"none of the {len(groups)} groups with a seat left can take them: of {count}, {why}"
