import asyncio

import pytest

from web import turnstile as room
from web.turnstile import Crowded, Turnstile


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "WAIT_SECONDS", 0.05)


def test_one_person_gets_their_places_and_no_more() -> None:
    async def crowd() -> None:
        turnstile = Turnstile(places=5, places_each=2)
        async with turnstile.enter(1), turnstile.enter(1):
            with pytest.raises(Crowded, match="you have 2"):
                async with turnstile.enter(1):
                    pass
            async with turnstile.enter(2):
                pass
        async with turnstile.enter(1):
            pass

    asyncio.run(crowd())


def test_who_finds_no_place_in_time_is_told_to_come_back() -> None:
    async def crowd() -> None:
        turnstile = Turnstile(places=1, places_each=2)
        async with turnstile.enter(1):
            with pytest.raises(Crowded, match="busy"):
                async with turnstile.enter(2):
                    pass
        async with turnstile.enter(2):
            pass

    asyncio.run(crowd())


def test_pushes_on_one_repository_are_one_at_a_time() -> None:
    inside, most = 0, 0

    async def push(turnstile: Turnstile, repository_id: int) -> None:
        nonlocal inside, most
        async with turnstile.pushing(repository_id):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    async def crowd(*repositories: int) -> None:
        turnstile = Turnstile(places=1, places_each=1)
        await asyncio.gather(*(push(turnstile, repository_id) for repository_id in repositories))

    asyncio.run(crowd(1, 1, 1, 1))
    assert most == 1
    asyncio.run(crowd(1, 2, 3))
    assert most == 3
