"""The section of `exercise.toml` that says how good the testcases must be at telling right from wrong."""

from typing import Annotated

from pydantic import Field, StringConstraints

from exercises.section import FolderName, Section

MutantId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class Mutation(Section):
    """`least`: the share of an accepted solution's mutants that the testcases must kill for `verify` to hold.

    `solution`: the accepted one that is mutated; none: the first. `equivalent`: mutants that no test can tell from it,
    by the id that `verify` prints, each with the reason why; they aren't counted.
    """

    least: float = Field(ge=0, le=1)
    solution: FolderName | None = None
    equivalent: dict[MutantId, Reason] = Field({})
