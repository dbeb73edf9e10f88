"""How many git processes run at once: so many in all, fewer of one person, and one push a repository."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from weakref import WeakValueDictionary

WAIT_SECONDS = 30.0


class Crowded(Exception):
    """No place came free in time; the client may try again."""


class Turnstile:
    def __init__(self, *, places: int, places_each: int) -> None:
        self.places = asyncio.Semaphore(places)
        self.places_each = places_each
        self.inside: Counter[int] = Counter()
        self.pushes: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @contextlib.asynccontextmanager
    async def enter(self, person_id: int) -> AsyncIterator[None]:
        """Raises Crowded."""
        if self.inside[person_id] >= self.places_each:
            raise Crowded(f"you have {self.places_each} clones or pushes under way: wait for one to end")
        self.inside[person_id] += 1
        try:
            async with waited_for(self.places):
                yield
        finally:
            self.inside[person_id] -= 1

    @contextlib.asynccontextmanager
    async def pushing(self, repository_id: int) -> AsyncIterator[None]:
        """Raises Crowded."""
        lock = self.pushes.setdefault(repository_id, asyncio.Lock())
        async with waited_for(lock):
            yield


@contextlib.asynccontextmanager
async def waited_for(place: asyncio.Semaphore | asyncio.Lock) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(WAIT_SECONDS):
            await place.acquire()
    except TimeoutError:
        raise Crowded("the server is busy: try again in a minute") from None
    try:
        yield
    finally:
        place.release()
