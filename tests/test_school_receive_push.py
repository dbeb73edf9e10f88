from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import GraderFault
from core.school import Change, Claim, EventKind, JobState, Receipt, Repository
from school.jobs import LEASE, claim_next, finish_job, return_expired_leases
from school.receive_push import LONGEST_PUSH, RepositoryClosed, admit_push, check_open, record_tip, scan_refs
from store.sql_migrate import migrate
from store.sql_store import open_store
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import (
    COMMIT,
    NOON,
    CountedSecrets,
    MemoryGit,
    SetClock,
    add_people,
    add_team,
    make_report,
    small_school,
)

OTHER = "d" * 40


class School:
    def __init__(self) -> None:
        self.store, self.git, self.clock = MemoryStore(), MemoryGit(), SetClock()
        self.repository: Repository = small_school(self.store)
        self.git.create(self.repository.folder)

    def admit(self, arrived_at: datetime) -> None:
        admit_push(self.store, self.git, self.repository.id, person_id=1, arrived_at=arrived_at)

    def push(self, commit: str) -> Change:
        return self.receive(commit).change

    def receive(self, commit: str) -> Receipt:
        self.admit(self.clock())
        self.git.tips[self.repository.folder] = commit
        receipt = record_tip(self.store, self.git, self.clock, self.repository.id)
        assert receipt is not None
        assert receipt.submission.commit == commit
        return receipt

    def current(self) -> str:
        with self.store.reading() as transaction:
            [progress] = transaction.submissions.current()
        return progress.submission.commit


@pytest.fixture
def school() -> School:
    return School()


def test_a_push_makes_submission_event_job_and_outbox_row(school: School) -> None:
    assert school.push(COMMIT) is Change.NEW
    record = school.store.record
    assert (len(record.submissions), len(record.jobs), len(record.outbox)) == (1, 1, 1)
    assert [event.kind for event in record.events] == [EventKind.PUSH_ADMITTED, EventKind.SUBMISSION_RECEIVED]
    assert record.events[0].facts == {"repository": school.repository.id, "person": 1}
    assert school.git.kept == {(school.repository.folder, COMMIT)}


def test_the_same_commit_twice_is_one_submission(school: School) -> None:
    school.push(COMMIT)
    assert school.push(COMMIT) is Change.NONE
    assert len(school.store.record.jobs) == 1


def test_a_newer_push_takes_the_place_of_one_that_still_waits(school: School) -> None:
    school.push(COMMIT)
    assert school.receive(OTHER).superseded == (1,)
    assert [job.state for job in school.store.record.jobs.values()] == [JobState.SUPERSEDED, JobState.QUEUED]
    [event] = [each for each in school.store.record.events if each.kind is EventKind.SUBMISSION_SUPERSEDED]
    assert event.facts == {"submission": 1, "by": 2}


def test_a_superseded_commit_pushed_again_waits_again(school: School) -> None:
    school.push(COMMIT)
    school.push(OTHER)
    receipt = school.receive(COMMIT)
    assert (receipt.change, receipt.job_id) == (Change.CURRENT_AGAIN, 1)
    assert receipt.superseded == (2,)
    assert [job.state for job in school.store.record.jobs.values()] == [JobState.QUEUED, JobState.SUPERSEDED]
    assert [job_id for job_id, _ in school.store.record.outbox.values()] == [1, 2, 1]


@given(st.lists(st.tuples(st.sampled_from(["push", "claim", "finish", "expire"]), st.integers(0, 4)), max_size=30))
def test_of_a_repository_only_what_was_pushed_last_waits(steps: list[tuple[str, int]]) -> None:
    school, claims = School(), list[Claim]()
    for step, number in steps:
        match step:
            case "push":
                school.push(f"{number:040x}")
            case "claim":
                claim = claim_next(school.store, school.clock, CountedSecrets(count(len(claims))))
                claims += [claim] if claim else []
            case "expire":
                school.clock.now += 2 * LEASE
                return_expired_leases(school.store, school.clock)
            case _ if claims:
                finish_job(school.store, school.clock, claims[-1], make_report())
        record = school.store.record
        current = record.repositories[school.repository.id].current_submission
        states = {job.submission_id: job.state for job in record.jobs.values()}
        assert {number for number, state in states.items() if state is JobState.QUEUED} <= {current}
        assert current is None or states[current] is not JobState.SUPERSEDED


def test_an_older_commit_pushed_again_becomes_current_without_a_new_job(school: School) -> None:
    school.push(COMMIT)
    assert claim_next(school.store, school.clock, CountedSecrets())
    school.push(OTHER)
    assert school.push(COMMIT) is Change.CURRENT_AGAIN
    assert school.current() == COMMIT
    assert len(school.store.record.jobs) == 2


def test_a_push_counts_from_when_its_request_arrived(school: School) -> None:
    school.admit(NOON)
    school.git.tips[school.repository.folder] = COMMIT
    school.clock.forward(minutes=9)
    receipt = record_tip(school.store, school.git, school.clock, school.repository.id)
    assert receipt is not None
    assert receipt.submission.pushed_at == NOON


def test_a_scan_repairs_what_a_crash_lost(school: School) -> None:
    school.admit(NOON)
    school.git.tips[school.repository.folder] = COMMIT
    school.clock.forward(minutes=9)
    [receipt] = scan_refs(school.store, school.git, school.clock)
    assert (receipt.change, receipt.submission.commit, receipt.submission.pushed_at) == (Change.NEW, COMMIT, NOON)
    assert receipt.job_id is not None
    assert scan_refs(school.store, school.git, school.clock) == []


def test_a_push_under_way_is_settled_by_no_scan(school: School) -> None:
    school.admit(NOON)
    assert scan_refs(school.store, school.git, school.clock) == []
    school.git.tips[school.repository.folder] = COMMIT
    assert len(scan_refs(school.store, school.git, school.clock)) == 1
    school.clock.forward(seconds=LONGEST_PUSH.total_seconds() + 1)
    assert scan_refs(school.store, school.git, school.clock) == []
    with school.store.reading() as transaction:
        assert transaction.repositories.admitted() == []


def test_the_next_push_records_first_what_a_crash_lost(school: School) -> None:
    school.admit(NOON)
    school.git.tips[school.repository.folder] = COMMIT
    school.clock.forward(minutes=1)
    assert school.push(OTHER) is Change.NEW
    commits = [submission.commit for submission in school.store.record.submissions.values()]
    assert commits == [COMMIT, OTHER]
    assert (school.repository.folder, COMMIT) in school.git.kept


def test_a_repository_that_cannot_be_read_does_not_stop_the_scan(
    school: School, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(MemoryGit):
        def default_tip(self, name: str) -> str | None:
            if name == "broken":
                raise GraderFault("no such folder")
            return super().default_tip(name)

    with school.store.transaction() as transaction:
        team = add_team(transaction, "team two", "eve")
        broken = transaction.repositories.add(team_id=team.id, exercise="sum", folder="broken", closes_at=None)
        transaction.repositories.admit(broken.id, NOON)
        transaction.repositories.admit(school.repository.id, NOON)
    git = Broken(tips={school.repository.folder: COMMIT})
    assert [receipt.submission.commit for receipt in scan_refs(school.store, git, school.clock)] == [COMMIT]
    assert "broken" in caplog.text


def test_nothing_is_recorded_before_the_first_commit(school: School) -> None:
    school.admit(NOON)
    assert record_tip(school.store, school.git, school.clock, school.repository.id) is None
    assert school.store.record.submissions == {}


def test_the_deadline_is_the_moment_itself() -> None:
    store = MemoryStore()
    with store.transaction() as transaction:
        add_people(transaction, "ada")
        team = add_team(transaction, "one", "ada")
        repository = transaction.repositories.add(team_id=team.id, exercise="sum", folder="f", closes_at=NOON)
    git = MemoryGit(tips={"f": None})
    admit_push(store, git, repository.id, person_id=1, arrived_at=NOON - timedelta(microseconds=1))
    with pytest.raises(RepositoryClosed, match="closed at 2026-03-02 12:00:00 UTC"):
        admit_push(store, git, repository.id, person_id=1, arrived_at=NOON)
    with pytest.raises(RepositoryClosed, match="0:01:30 too late"):
        check_open(repository, NOON + timedelta(seconds=90))


def test_the_same_push_many_times_at_once_is_one_submission(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/school.db"
    migrate(url)
    store = open_store(url)
    repository = small_school(store)
    git = MemoryGit(tips={repository.folder: COMMIT})
    with ThreadPoolExecutor(8) as pool:
        looks = [pool.submit(record_tip, store, git, SetClock(), repository.id) for _ in range(16)]
        changes = [receipt.change for receipt in (look.result() for look in looks) if receipt]
    assert (len(changes), changes.count(Change.NEW), changes.count(Change.NONE)) == (16, 1, 15)
    with store.reading() as transaction:
        assert [progress.submission.commit for progress in transaction.submissions.current()] == [COMMIT]
    store.close()
