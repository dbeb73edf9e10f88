import pytest

from core.errors import UsageError
from core.school import EventKind
from core.verdicts import Verdict
from school.enrol import enrol_person, open_campus, register_team
from school.jobs import claim_job, finish_job
from school.open_round import open_round
from school.overview import overview
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import CountedSecrets, MemoryGit, SetClock, add_submission, make_report

CLOCK = SetClock()
LOGINS = ("ada", "bob", "eve", "kim", "lea")


def graded(store: MemoryStore, login: str, verdict: Verdict | None) -> int:
    _, repository = register_team(store, MemoryGit(), CLOCK, name=login, logins=[login], exercise="sum")
    submission = add_submission(store, repository, commit=login * 5)
    if verdict:
        claim = claim_job(store, CLOCK, CountedSecrets(), store.record.submissions[submission.id].id)
        assert claim is not None
        assert finish_job(store, CLOCK, claim, make_report(verdict))
    return submission.id


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    open_campus(store, "Paris")
    for login in LOGINS:
        enrol_person(store, login=login, campus="Paris", level=1.0)
    enrol_person(store, login="staff", campus="Paris", staff=True)
    return store


def test_a_round_pairs_what_is_graded_and_waits(store: MemoryStore) -> None:
    wanted = {graded(store, "ada", Verdict.AC), graded(store, "bob", Verdict.CE)}
    graded(store, "eve", None)
    graded(store, "kim", Verdict.JE)
    opened = open_round(store, CLOCK, seed=7)
    assert {pairing.submission_id for pairing in opened.pairings} == wanted
    assert len(opened.pairings) == 6
    staff = store.record.people[-1].id
    assert staff not in {pairing.evaluator_id for pairing in opened.pairings}
    assert store.record.rounds == [opened]
    assert store.record.events[-1].kind is EventKind.ROUND_OPENED
    with pytest.raises(UsageError, match="no graded submission waits"):
        open_round(store, CLOCK, seed=7)


def test_a_round_that_cannot_be_paired_leaves_nothing(store: MemoryStore) -> None:
    graded(store, "ada", Verdict.AC)
    with pytest.raises(UsageError, match="1: 4 people outside the team, and 5 evaluators"):
        open_round(store, CLOCK, seed=7, evaluators_each=5)
    assert store.record.rounds == []


@pytest.mark.parametrize("seed", [-1, 2**31])
def test_a_seed_that_the_record_cannot_hold_is_refused(store: MemoryStore, seed: int) -> None:
    with pytest.raises(UsageError, match="seed"):
        open_round(store, CLOCK, seed=seed)


def test_the_overview_shows_every_teams_current_submission(store: MemoryStore) -> None:
    graded(store, "ada", Verdict.WA)
    graded(store, "bob", None)
    assert [(p.team.name, p.verdict) for p in overview(store)] == [("ada", Verdict.WA), ("bob", None)]
