from pathlib import Path

import pytest

from core.errors import UsageError
from core.school import EventKind
from school.enrol import enrol_person, open_campus, register_team
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import MemoryGit, SetClock


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    open_campus(store, "Ben Guerir")
    for login in ("ada", "bob"):
        enrol_person(store, login=login, campus="Ben Guerir", level=1.5)
    return store


def test_a_team_gets_a_repository_named_by_the_school(store: MemoryStore) -> None:
    git = MemoryGit()
    team, repository = register_team(store, git, SetClock(), name="../x", logins=["ada", "bob"], exercise="sum")
    assert repository.folder == "team-1-sum"
    assert git.tips == {"team-1-sum": None}
    assert [member.login for member in team.members] == ["ada", "bob"]
    with store.reading() as transaction:
        assert [event.kind for event in transaction.events.all()] == [EventKind.TEAM_REGISTERED]


@pytest.mark.parametrize(
    ("logins", "exercise", "words"),
    [
        (["ada", "carl"], "sum", "no person has the login 'carl'"),
        (["ada", "ada"], "sum", "each member once"),
        ([], "sum", "at least one"),
        (["ada"], "../sum", "no exercise's slug"),
        (["ada"], "s" * 81, "no exercise's slug"),
    ],
)
def test_a_bad_registration_leaves_nothing(store: MemoryStore, logins: list[str], exercise: str, words: str) -> None:
    git = MemoryGit()
    with pytest.raises(UsageError, match=words):
        register_team(store, git, SetClock(), name="one", logins=logins, exercise=exercise)
    assert git.tips == {}
    assert store.record.teams == []


def test_a_team_whose_repository_cannot_be_made_is_no_team(store: MemoryStore) -> None:
    class FullDisk(MemoryGit):
        def create(self, name: str) -> Path:
            raise OSError(f"no space for {name}")

    with pytest.raises(OSError, match="no space"):
        register_team(store, FullDisk(), SetClock(), name="one", logins=["ada"], exercise="sum")
    assert store.record.teams == []


@pytest.mark.parametrize("login", ["", "Ada", "a b", "a" * 33, "1a", "a\n", "é"])
def test_a_login_that_makes_no_sense_is_refused(store: MemoryStore, login: str) -> None:
    with pytest.raises(UsageError, match="a login is"):
        enrol_person(store, login=login, campus="Ben Guerir")


@pytest.mark.parametrize("level", [float("inf"), float("nan"), -1.0])
def test_a_level_that_no_pairing_can_weigh_is_refused(store: MemoryStore, level: float) -> None:
    with pytest.raises(UsageError, match="a level is a number from 0 up"):
        enrol_person(store, login="carl", campus="Ben Guerir", level=level)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\nb", "a\x1b[31m"])
def test_a_name_that_makes_no_sense_is_refused(store: MemoryStore, name: str) -> None:
    with pytest.raises(UsageError, match="printable"):
        open_campus(store, name)
