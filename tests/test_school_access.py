import pytest

from core.errors import UsageError
from school.access import authenticate, issue_token, pushes, repository_for
from school.enrol import enrol_person
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import CountedSecrets, SetClock, add_submission, small_school


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    add_submission(store, small_school(store))
    enrol_person(store, login="staff", campus="Paris", staff=True)
    return store


def test_a_token_names_its_person_and_is_stored_as_a_digest_only(store: MemoryStore) -> None:
    token = issue_token(store, SetClock(), CountedSecrets(), "ada")
    person = authenticate(store, token)
    assert token == "pm_secret1"
    assert person is not None
    assert person.login == "ada"
    assert token not in repr(store.record)
    with pytest.raises(UsageError, match="'carl'"):
        issue_token(store, SetClock(), CountedSecrets(), "carl")


@pytest.mark.parametrize("token", ["", "pm_", "pm_other", "secret1", "PM_SECRET1", "pm_" + "x" * 10_000, "pm_\udce9"])
def test_any_other_token_is_nobody(store: MemoryStore, token: str) -> None:
    issue_token(store, SetClock(), CountedSecrets(), "ada")
    assert authenticate(store, token) is None


@pytest.mark.parametrize(
    ("login", "sees", "may_push"), [("ada", True, True), ("eve", False, False), ("staff", True, False)]
)
def test_a_teams_work_is_seen_by_its_members_and_staff(
    store: MemoryStore, login: str, sees: bool, may_push: bool
) -> None:
    with store.reading() as transaction:
        person = transaction.people.by_login(login)
        repository = transaction.repositories.by_folder("team-1-sum")
    assert person is not None
    assert repository is not None
    assert repository_for(store, person, "team-1-sum") == (repository if sees else None)
    assert pushes(store, person, repository) == may_push
    assert repository_for(store, person, "team-2-sum") is None
