"""What a school decides about pairing: the rules a pair must keep, the quotas, and what makes a pair good.

Everything is pydantic, as a policy comes from a file. A project's own rules stand in for the general ones.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

ROUNDING = 1e-9
"""Levels that count as none: 2.2 - 0.7 is a little more than 1.5 in binary numbers."""


class Standing(StrEnum):
    REGISTERED = "registered"
    PASSED = "passed"
    NAMED = "named"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class ProjectRules(Strict):
    """Hard: a pair that breaks one isn't made. A `None` means that the rule doesn't stand."""

    standing: frozenset[Standing] = frozenset({Standing.REGISTERED, Standing.PASSED, Standing.NAMED})
    levels_apart: Annotated[float, Field(gt=0)] | None = None
    common_language: bool = True
    shared_hours: Annotated[int, Field(ge=0, le=168)] = 1
    repeat_weeks: Annotated[float, Field(ge=0)] = 4
    """No pair that was made less than so many weeks ago."""
    return_weeks: Annotated[float, Field(ge=0)] = 2
    """Nor the reverse of a pair that was made less than so many weeks ago."""


class Weights(Strict):
    """Soft: a pair's value is the sum of weight times a share of 0 to 1, so 0 to the sum of the first four.

    level         1 at the same level, falling to 0 at `level_reach` apart
    other_campus  1 where the evaluator's campus is none of the authors'
    skills        the share of the project's wanted skills that the evaluator has
    waiting       days waited of `waiting_days`, at most 1: the same for every evaluator of a submission
    owes          added for each of the first evaluations that an evaluator owes, so no property of a pair
    """

    level: Annotated[float, Field(ge=0)] = 1.0
    other_campus: Annotated[float, Field(ge=0)] = 0.3
    skills: Annotated[float, Field(ge=0)] = 0.5
    waiting: Annotated[float, Field(ge=0)] = 0.2
    owes: Annotated[float, Field(ge=0)] = 0.5
    level_reach: Annotated[float, Field(gt=0)] = 3.0
    waiting_days: Annotated[float, Field(gt=0)] = 14.0


class Fairness(StrEnum):
    TOTAL = "total"
    MAXMIN_PAIR = "maxmin-pair"
    MAXMIN_SUM = "maxmin-sum"


Cycles = Literal[0, 2, 3, 4]  # no cycle of so many people or fewer; 0: cycles are allowed


class Policy(Strict):
    evaluators_each: Annotated[int, Field(ge=1, le=10)] = 3
    cycles: Cycles = 3
    max_probability: Annotated[float, Field(gt=0, le=1)] = 1.0
    fairness: Fairness = Fairness.TOTAL
    most_of_a_campus: Annotated[int, Field(ge=1)] | None = None
    """At most so many of a submission's evaluators come from one campus."""
    rules: ProjectRules = ProjectRules()
    projects: dict[str, ProjectRules] = {}
    weights: Weights = Weights()

    def rules_of(self, project: str) -> ProjectRules:
        return self.projects.get(project, self.rules)
