"""First prices, so that the first arcs are good ones: submissions bid for evaluators' time over lists of their best.

An auction with a fixed increment (Bertsekas, The auction algorithm, Annals of Operations Research 14, 1988) comes
within that increment a unit of the optimum. Nothing rests on it: the flow that follows is exact, and the certificate
holds for any prices. Good first prices only spare it arcs and rounds.

best arcs by the prices so far -> bids over them -> who would do better elsewhere gets a new list -> bids -> ...

Prices only rise, so what is off a submission's list is never worth more to it than when the list was made, but for
the spread.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit

from matching.circle import Circle
from matching.market import Arcs, Market, Quotas
from matching.tables import Floats, Ints

INCREMENT = 0.01  # of the largest value
MOST = 2.0  # times the largest value: nobody bids more for a unit, as there may be too few for all
SPREAD = 0.03  # of the largest value: neighbours bid for different people of about the same worth
LIST = 24  # arcs, besides those that a submission needs
SAMPLE = 5_000  # people that each looks at for a list: more bring no better prices
ENOUGH = 0.02  # of the submissions may still want a new list
LISTINGS = 15


@dataclass(frozen=True, slots=True)
class Room:
    """Where bids are kept. A submission's `list` has its evaluators, `worth` their values, -1 and -inf where it is
    shorter; `elsewhere` is what nothing off its list exceeds. An evaluator has `places[e]:places[e + 1]`, each with
    the bid it was `sold` for and its `owner`, or -1."""

    list: Ints  # S x LIST + each
    worth: Floats  # the same
    elsewhere: Floats  # S
    held: Ints  # S x each: evaluators, -1 where short
    places: Ints  # E + 1
    sold: Floats
    owner: Ints
    price: Floats  # E: of the cheapest place


def first_prices(market: Market, circle: Circle | None, say: Callable[[str], None]) -> tuple[Floats, Arcs]:
    """What the cheapest place of each evaluator costs when nobody would give more (E), and the lists bid over."""
    quotas = market.quotas
    wanting = np.arange(quotas.submissions)
    dearest = market.best(circle, np.zeros(quotas.evaluators), 1).value
    largest = max(float(np.abs(dearest).max(initial=0.0)), quotas.bonus) or 1.0
    room = empty_room(quotas, largest)
    for number in range(LISTINGS):
        prices = np.where(np.isfinite(room.price), room.price, MOST * largest)
        lists = market.best(circle, prices, LIST + quotas.each, among=wanting, spread=SPREAD * largest, sample=SAMPLE)
        relist(room, wanting, lists, prices, -MOST * largest)
        _bid(*_of(room), wanting, INCREMENT * largest)
        wanting = np.flatnonzero((room.held < 0).any(axis=1) & (room.elsewhere > -MOST * largest))
        say(f"auction {number + 1}: {len(wanting)} submissions look further")
        if len(wanting) <= ENOUGH * quotas.submissions:
            break
    prices = np.where(np.isfinite(room.price), room.price, MOST * largest)
    submission, place = np.nonzero(room.held >= 0)
    evaluator = room.held[submission, place]
    order = np.lexsort((evaluator, submission))
    submission, evaluator = submission[order], evaluator[order]
    return prices, Arcs(submission, evaluator, market.value(submission, evaluator))


def empty_room(quotas: Quotas, largest: float) -> Room:
    """A first place costs nothing; less where it is owed, and least where the evaluator must take one."""
    places = np.zeros(quotas.evaluators + 1, dtype=np.int64)
    np.cumsum(quotas.hi, out=places[1:])
    evaluator = np.repeat(np.arange(quotas.evaluators), quotas.hi)
    number = np.arange(len(evaluator)) - places[evaluator]
    owed = np.where(number < quotas.owes[evaluator], -quotas.bonus, 0.0)
    sold = np.where(number < quotas.lo[evaluator], -largest - quotas.bonus, owed)
    price = np.full(quotas.evaluators, np.inf)
    np.minimum.at(price, evaluator, sold)
    shape = (quotas.submissions, LIST + quotas.each)
    return Room(
        list=np.full(shape, -1, dtype=np.int64),
        worth=np.full(shape, -np.inf),
        elsewhere=np.full(quotas.submissions, -np.inf),
        held=np.full((quotas.submissions, quotas.each), -1, dtype=np.int64),
        places=places,
        sold=sold,
        owner=np.full(len(sold), -1, dtype=np.int64),
        price=price,
    )


def relist(room: Room, wanting: Ints, lists: Arcs, prices: Floats, least: float) -> None:
    """New lists for those who want one, made by these prices."""
    submission, evaluator, value = lists.submission, lists.evaluator, lists.value
    at = np.arange(len(submission)) - np.searchsorted(submission, submission)
    room.list[wanting], room.worth[wanting], room.elsewhere[wanting] = -1, -np.inf, np.inf
    room.list[submission, at], room.worth[submission, at] = evaluator, value
    np.minimum.at(room.elsewhere, submission, value - prices[evaluator])
    all_there_is = wanting[(room.list[wanting] < 0).any(axis=1)]
    room.elsewhere[all_there_is] = -np.inf
    room.elsewhere[wanting] = np.maximum(room.elsewhere[wanting], least)


def _of(room: Room) -> tuple[Ints, Floats, Floats, Ints, Ints, Floats, Ints, Floats]:
    return room.list, room.worth, room.elsewhere, room.held, room.places, room.sold, room.owner, room.price


@njit(cache=True, nogil=True)
def _bid(
    lists: Ints,
    worth: Floats,
    elsewhere: Floats,
    held: Ints,
    places: Ints,
    sold: Floats,
    owner: Ints,
    price: Floats,
    wanting: Ints,
    step: float,
) -> None:
    """Bid until each submission has its places or would do better elsewhere. Who is outbid bids again."""
    submissions = len(lists)
    queue, queued = np.empty(submissions, dtype=np.int64), np.zeros(submissions, dtype=np.bool_)
    first, count = 0, len(wanting)
    queue[:count] = wanting
    queued[wanting] = True
    while count:
        one = queue[first]
        first, count = (first + 1) % submissions, count - 1
        queued[one] = False
        for free in range(held.shape[1]):
            if held[one, free] >= 0:
                continue
            best, best_net, next_net = _two_best(lists[one], worth[one], held[one], price, elsewhere[one])
            if best < 0:
                break
            held[one, free] = best
            loser = _sell(places[best], places[best + 1], sold, owner, one, price[best] + best_net - next_net + step)
            price[best] = sold[places[best] : places[best + 1]].min()
            if loser >= 0:
                for place in range(held.shape[1]):
                    if held[loser, place] == best:
                        held[loser, place] = -1
                if not queued[loser]:
                    queue[(first + count) % submissions] = loser
                    queued[loser] = True
                    count += 1


@njit(cache=True, nogil=True)
def _two_best(people: Ints, worth: Floats, held: Ints, price: Floats, elsewhere: float) -> tuple[int, float, float]:
    """The evaluator that is worth most beyond their price and not yet held, that net worth, and the next best one;
    -1 where elsewhere would be better."""
    best, best_net, next_net = -1, elsewhere, elsewhere
    for at in range(len(people)):
        if people[at] < 0 or (held == people[at]).any():
            continue
        net = worth[at] - price[people[at]]
        if net > best_net:
            best, best_net, next_net = people[at], net, best_net
        elif net > next_net:
            next_net = net
    return best, best_net, next_net


@njit(cache=True, nogil=True)
def _sell(first: int, last: int, sold: Floats, owner: Ints, to: int, bid: float) -> int:
    """Sell an evaluator's cheapest place; returns who had it, or -1."""
    cheapest = first
    for place in range(first + 1, last):
        if sold[place] < sold[cheapest]:
            cheapest = place
    loser = owner[cheapest]
    sold[cheapest], owner[cheapest] = bid, to
    return int(loser)
