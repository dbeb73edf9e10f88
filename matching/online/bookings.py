"""What became of a request, and what each side may see of it.

waiting --a slot is found--> leased --confirmed--> booked --no-show, or withdrawn--> booked with the next best
   |  '--one is found later--------------------------^  '--nobody is there--> waiting
   '--cancelled, or a lease that ran out--> cancelled --asked again--> as before, with the same evaluator if they can
"""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import UsageError
from matching.online.times import in_words


class State(StrEnum):
    WAITING = "waiting"
    LEASED = "leased"
    BOOKED = "booked"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Request:
    """A submission's evaluation number `turn`, 1 and up. Nobody chooses it, so nobody can draw again with another."""

    submission: str
    turn: int

    def __str__(self) -> str:
        return f"evaluation {self.turn} of {self.submission!r}"


@dataclass(frozen=True, slots=True)
class Place:
    """A slot, whose it is (a row of people), and its stretch of time."""

    slot: int
    evaluator: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class View:
    """What one of those concerned may see; None: not yet."""

    state: State
    begin: int | None
    evaluator: int | None
    authors: tuple[int, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """`place` only where leased or booked. For people's eyes there is `visible_to`."""

    request: Request
    authors: tuple[int, ...]
    state: State
    place: Place | None = None
    until: int | None = None  # of a lease
    notice: int | None = None  # when both sides learn who the other is
    value: float = 0.0

    def visible_to(self, person: int, now: int) -> View:
        """Before the notice each side sees when, not who. Raises UsageError for whom it doesn't concern."""
        place = self.place
        known = self.notice is not None and now >= self.notice
        if person in self.authors:
            other = place.evaluator if place and known else None
            return View(self.state, place.begin if place else None, other, self.authors)
        if place and person == place.evaluator:
            return View(self.state, place.begin, person, self.authors if known else None)
        raise UsageError(f"{self.request} is nothing that person {person} takes part in")


def taken(booking: Booking) -> Place:
    """Where they meet. Raises UsageError unless leased or booked."""
    if booking.place is None:
        raise UsageError(f"{booking.request} is {booking.state}: it has no slot")
    return booking.place


def refuse_known(booking: Booking, now: int) -> None:
    """Whoever knows who it is can't be let to send them away: raises UsageError."""
    if booking.notice is not None and now >= booking.notice:
        raise UsageError(
            f"{booking.request}: who evaluates is known since {in_words(booking.notice)}, so it can't be cancelled; "
            "ask staff"
        )
