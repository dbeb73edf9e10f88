"""How a school runs its desk; what a pair must keep and is worth stands in its Policy, as for rounds."""

from typing import Annotated

from pydantic import Field

from matching.online.times import GRANULE, HORIZON, MINUTE
from matching.policy import Strict

Notice = Annotated[int, Field(ge=0, le=HORIZON // MINUTE)]


class DeskTerms(Strict):
    granules: Annotated[int, Field(ge=2, le=16)] = 2
    """Quarters of an hour that an evaluation takes."""
    lease_seconds: Annotated[int, Field(ge=10, le=3600)] = 120
    """A reservation that isn't confirmed in that time is given up."""
    thin: Annotated[int, Field(ge=0)] = 6
    """With fewer free slots that fit than this, a request waits to be decided with others."""
    collect_seconds: Annotated[int, Field(ge=15, le=60)] = 30
    among: Annotated[int, Field(ge=1, le=20)] = 3
    """The draw is among so many evaluators at most,"""
    loss: Annotated[float, Field(ge=0)] = 0.05
    """whose score is this much below the best one's at most."""
    load_price: Annotated[float, Field(ge=0)] = 0.15
    """Taken off the value for each evaluation a week that somebody has more than the others."""
    notice_minutes: Notice = 15
    """Who it is shows so long before they meet;"""
    projects_notice: dict[str, Notice] = Field(default_factory=dict)
    """in these projects, so long."""

    @property
    def seconds(self) -> int:
        return self.granules * GRANULE

    def notice_of(self, project: str) -> int:
        """In seconds."""
        return self.projects_notice.get(project, self.notice_minutes) * MINUTE
