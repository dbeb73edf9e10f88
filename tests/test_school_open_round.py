from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from core.errors import UsageError
from core.school import EventKind, Repository, Round
from core.verdicts import Verdict
from matching.solution import Infeasible
from school.enrol import enrol_person, open_campus, register_team
from school.jobs import claim_next, finish_job
from school.open_round import open_round
from school.overview import overview
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import FIRST_TURN, CountedSecrets, MemoryGit, SetClock, add_submission, make_report

CLOCK = SetClock()
LOGINS = ("ada", "bob", "eve", "kim", "lea")


def graded(store: MemoryStore, login: str, verdict: Verdict | None) -> int:
    _, repository = register_team(store, MemoryGit(), CLOCK, name=login, logins=[login], exercise="sum")
    return graded_push(store, repository, login * 5, verdict)


def graded_push(store: MemoryStore, repository: Repository, commit: str, verdict: Verdict | None) -> int:
    submission = add_submission(store, repository, commit=commit, turn=replace(FIRST_TURN, tag=verdict is None))
    if verdict:
        claim = claim_next(store, CLOCK, CountedSecrets())
        assert claim is not None
        assert claim.submission_id == submission.id
        assert finish_job(store, CLOCK, claim, make_report(verdict))
    return submission.id


def school_with(logins: Sequence[str]) -> MemoryStore:
    store = MemoryStore()
    open_campus(store, "Paris")
    for login in logins:
        enrol_person(store, login=login, campus="Paris", level=1.0)
    enrol_person(store, login="staff", campus="Paris", staff=True)
    return store


@pytest.fixture
def store() -> MemoryStore:
    return school_with(LOGINS)


def singles(store: MemoryStore, logins: Sequence[str]) -> dict[str, Repository]:
    """A repository of each for themselves."""
    return {
        login: register_team(store, MemoryGit(), CLOCK, name=login, logins=[login], exercise="sum")[1]
        for login in logins
    }


def edges_of(store: MemoryStore, opened: Round) -> set[tuple[str, str]]:
    """Who evaluates whom, by login."""
    with store.transaction() as transaction:
        login = {person.id: person.login for person in transaction.people.all()}
        found = [(transaction.submissions.progress(pairing.submission_id), pairing) for pairing in opened.pairings]
        return {
            (login[pairing.evaluator_id], member.login)
            for progress, pairing in found
            if progress is not None
            for member in progress.team.members
        }


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
    with pytest.raises(UsageError, match="1 is to get 5 evaluators; people outside the team: 4"):
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


def test_a_pair_is_neither_repeated_nor_returned_too_soon() -> None:
    """Only two people: so the second round is possible exactly when the rules of time let it be."""
    for author, weeks in (("ada", 4), ("bob", 2)):
        store, clock = school_with(("ada", "bob")), SetClock()
        repositories = singles(store, ("ada", "bob"))
        graded_push(store, repositories["ada"], "first", Verdict.AC)
        assert edges_of(store, open_round(store, clock, seed=7, evaluators_each=1)) == {("bob", "ada")}
        graded_push(store, repositories[author], "second", Verdict.AC)
        clock.forward(weeks=weeks, seconds=-1)
        with pytest.raises(Infeasible, match="1 exception"):
            open_round(store, clock, seed=7, evaluators_each=1)
        clock.forward(seconds=1)
        opened = open_round(store, clock, seed=7, evaluators_each=1)
        assert {who for _, who in edges_of(store, opened)} == {author}


def test_no_pair_of_the_last_weeks_comes_back_in_a_larger_school() -> None:
    logins = [f"p{number:02}" for number in range(16)]
    store, clock = school_with(logins), SetClock()
    repositories = singles(store, logins)
    before: set[tuple[str, str]] = set()
    for number in range(3):
        for login, repository in repositories.items():
            graded_push(store, repository, f"{login} {number}", Verdict.AC)
        made = edges_of(store, open_round(store, clock, seed=number, evaluators_each=2))
        assert len(made) == 32
        assert not made & (before | {(author, evaluator) for evaluator, author in before})
        before |= made
        clock.forward(days=4)


@pytest.mark.parametrize(("people", "authors", "each"), [(9, 6, 2), (9, 4, 2), (12, 5, 3)])
def test_nobody_takes_more_than_one_above_an_even_share(people: int, authors: int, each: int) -> None:
    logins = [f"p{number:02}" for number in range(people)]
    store = school_with(logins)
    for login in logins[:authors]:
        graded(store, login, Verdict.AC)
    opened = open_round(store, CLOCK, seed=3, evaluators_each=each)
    loads = Counter(pairing.evaluator_id for pairing in opened.pairings)
    assert sum(loads.values()) == authors * each
    assert max(loads.values()) <= -(-authors * each // people) + 1


@pytest.mark.parametrize(("people", "each", "cycles"), [(2, 1, 0), (3, 1, 2), (3, 2, 0), (5, 1, 3), (16, 2, 3)])
def test_the_longest_cycles_that_can_be_are_kept_out_and_put_on_record(people: int, each: int, cycles: int) -> None:
    logins = [f"p{number:02}" for number in range(people)]
    store = school_with(logins)
    for login in logins:
        graded(store, login, Verdict.AC)
    made = edges_of(store, open_round(store, CLOCK, seed=5, evaluators_each=each))
    assert store.record.events[-1].facts["no_cycles_up_to"] == cycles
    for length in range(2, cycles + 1):
        for ring in permutations(logins, length):
            assert not set(zip(ring, (*ring[1:], ring[0]), strict=True)) <= made
