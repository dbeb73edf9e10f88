"""What every Store promises, on SQL and in memory."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from core.errors import GraderFault, UsageError
from core.ports import Store
from core.school import EventKind, JobState, Lane, Pairing, Push
from core.verdicts import Verdict
from store import sql_engine
from store.sql_migrate import migrate
from store.sql_schema import jobs
from store.sql_store import SqlStore, open_store
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import (
    COMMIT,
    FIRST_TURN,
    NOON,
    add_people,
    add_submission,
    add_team,
    make_report,
    small_school,
)


@pytest.fixture
def sql(tmp_path: Path) -> Iterator[SqlStore]:
    url = f"sqlite:///{tmp_path}/school.db"
    migrate(url)
    store = open_store(url)
    yield store
    store.close()


@pytest.fixture(params=["sql", "memory"])
def store(request: pytest.FixtureRequest) -> Store:
    made: Store = MemoryStore() if request.param == "memory" else request.getfixturevalue("sql")
    return made


def test_a_transaction_keeps_all_or_nothing(store: Store) -> None:
    def fail() -> None:
        with store.transaction() as transaction:
            transaction.people.add_campus("Paris")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.transaction() as transaction:
        transaction.people.add_campus("Paris")
    with store.reading() as transaction, pytest.raises(UsageError, match="no campus 'Lyon'"):
        transaction.people.add_person(login="ada", campus="Lyon", level=0, staff=False)


def test_a_database_that_is_locked_is_a_fault_of_ours(sql: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_engine, "BUSY_MS", 50)
    other = open_store(sql.engine.url.render_as_string())
    with (
        sql.transaction(),
        pytest.raises(GraderFault, match="the database can't be used: database is locked"),
        other.transaction(),
    ):
        pass
    other.close()


def test_names_are_taken_once_and_the_transaction_goes_on(store: Store) -> None:
    with store.transaction() as transaction:
        add_people(transaction, "ada", "bob")
        add_team(transaction, "team one", "ada")
        with pytest.raises(UsageError, match="campus 'Paris'"):
            transaction.people.add_campus("Paris")
        with pytest.raises(UsageError, match="login 'ada'"):
            transaction.people.add_person(login="ada", campus="Paris", level=0, staff=False)
        with pytest.raises(UsageError, match="team 'team one'"):
            add_team(transaction, "team one", "bob")
    with store.reading() as transaction:
        assert [person.login for person in transaction.people.all()] == ["ada", "bob"]


def test_people_are_found_by_login_and_by_token(store: Store) -> None:
    with store.transaction() as transaction:
        add_people(transaction, "ada", "bob", level=2.5)
        bob = transaction.people.by_login("bob")
        assert bob is not None
        transaction.people.add_token(bob.id, "digest", NOON)
    with store.reading() as transaction:
        assert transaction.people.by_token("digest") == bob
        assert transaction.people.by_token("other") is None
        assert transaction.people.by_login("carl") is None
        assert (bob.campus, bob.level, bob.staff) == ("Paris", 2.5, False)


def test_a_team_knows_its_members(store: Store) -> None:
    with store.transaction() as transaction:
        add_people(transaction, "ada", "bob", "eve")
        team = add_team(transaction, "team one", "eve", "ada")
    with store.reading() as transaction:
        assert transaction.people.team(team.id) == team
        assert [member.login for member in team.members] == ["ada", "eve"]
        with pytest.raises(UsageError, match="no team 99"):
            transaction.people.team(99)


def test_a_team_registers_once_for_an_exercise(store: Store) -> None:
    repository = small_school(store)
    with store.transaction() as transaction, pytest.raises(UsageError, match="registered for sum already"):
        transaction.repositories.add(team_id=repository.team_id, exercise="sum", folder="another", closes_at=None)
    with store.reading() as transaction:
        assert transaction.repositories.by_folder("team-1-sum") == repository
        assert transaction.repositories.by_folder("another") is None
        assert transaction.repositories.admitted() == []


def test_a_person_is_registered_for_what_a_team_of_theirs_is(store: Store) -> None:
    repository = small_school(store)
    with store.reading() as transaction:
        for member in transaction.people.team(repository.team_id).members:
            assert transaction.repositories.registered(member.id, "sum")
            assert not transaction.repositories.registered(member.id, "another")
        assert not transaction.repositories.registered(99, "sum")


def test_a_repository_remembers_its_admitted_push_and_current_submission(store: Store) -> None:
    repository = small_school(store)
    first = add_submission(store, repository)
    second = add_submission(store, repository, commit="d" * 40)
    with store.transaction() as transaction:
        transaction.repositories.admit(repository.id, NOON.astimezone(timezone(timedelta(hours=2))))
        assert transaction.repositories.locked(repository.id).current_submission == second.id
        transaction.repositories.point_to(repository.id, first.id)
    with store.reading() as transaction:
        [found] = transaction.repositories.admitted()
    assert found.current_submission == first.id
    assert found.admitted_at == NOON
    with store.transaction() as transaction:
        transaction.repositories.admit(repository.id, None)
        assert transaction.repositories.admitted() == []


def test_a_submission_is_found_by_what_makes_it_unique(store: Store) -> None:
    repository = small_school(store)
    submission = add_submission(store, repository)
    with store.reading() as transaction:
        find = transaction.submissions.find
        assert find(repository_id=repository.id, exercise="sum", commit=COMMIT) == submission
        assert find(repository_id=repository.id, exercise="sum", commit="d" * 40) is None
        assert find(repository_id=99, exercise="sum", commit=COMMIT) is None
        assert transaction.submissions.get(submission.id) == submission
        assert transaction.submissions.get(99) is None


def test_the_newest_report_is_the_valid_one(store: Store) -> None:
    submission = add_submission(store, small_school(store))
    with store.transaction() as transaction:
        job = transaction.jobs.of(submission.id)
        for attempt, verdict in ((1, Verdict.JE), (2, Verdict.WA)):
            report_id = transaction.submissions.add_report(
                submission.id, job_id=job.id, attempt=attempt, report=make_report(verdict), at=NOON
            )
    with store.reading() as transaction:
        found = transaction.submissions.get(submission.id)
        assert found is not None
        assert found.report_id == report_id
        assert transaction.submissions.report(report_id) == make_report(Verdict.WA)
        with pytest.raises(UsageError, match="no report 99"):
            transaction.submissions.report(99)


def test_a_repositorys_pushes_come_in_the_order_of_the_record_with_their_valid_verdict(store: Store) -> None:
    repository = small_school(store)
    late = add_submission(store, repository, at=NOON + timedelta(hours=1))
    early = add_submission(store, repository, commit="d" * 40)
    with store.transaction() as transaction:
        eve = transaction.people.by_login("eve")
        assert eve is not None
        team = transaction.people.add_team("team two", [eve.id])
        other = transaction.repositories.add(team_id=team.id, exercise="sum", folder="team-2-sum", closes_at=None)
        for attempt, verdict in ((1, Verdict.JE), (2, Verdict.WA)):
            job = transaction.jobs.of(late.id)
            transaction.submissions.add_report(
                late.id, job_id=job.id, attempt=attempt, report=make_report(verdict), at=NOON
            )
    with store.reading() as transaction:
        assert transaction.submissions.pushes(repository.id) == [
            Push(submission_id=late.id, pushed_at=NOON + timedelta(hours=1), verdict=Verdict.WA, superseded=False),
            Push(submission_id=early.id, pushed_at=NOON, verdict=None, superseded=False),
        ]
        assert transaction.submissions.pushes(other.id) == []
        assert transaction.repositories.get(other.id) == other


def test_progress_tells_state_and_verdict(store: Store) -> None:
    repository = small_school(store)
    first = add_submission(store, repository)
    second = add_submission(store, repository, commit="d" * 40)
    with store.transaction() as transaction:
        job = transaction.jobs.claim(transaction.jobs.of(first.id).id, token="t", lease_until=NOON)
        assert job is not None
        running = transaction.submissions.progress(first.id)
        waiting = transaction.submissions.progress(second.id)
        assert running is not None
        assert waiting is not None
        assert (running.state, running.attempt, running.verdict) == (JobState.RUNNING, 1, None)
        assert (waiting.state, waiting.attempt, waiting.verdict) == (JobState.QUEUED, 0, None)
        transaction.submissions.add_report(first.id, job_id=job.id, attempt=1, report=make_report(), at=NOON)
        done = transaction.submissions.progress(first.id)
        assert done is not None
        assert done.verdict is Verdict.AC
        assert transaction.submissions.progress(99) is None
        assert [progress.submission.id for progress in transaction.submissions.current()] == [second.id]
        assert waiting.team.name == "team one"


def test_a_job_changes_hands_only_by_its_token(store: Store) -> None:
    submission = add_submission(store, small_school(store))
    later = NOON + timedelta(minutes=1)
    with store.transaction() as transaction:
        jobs = transaction.jobs
        job_id = jobs.of(submission.id).id
        assert jobs.claim(99, token="a", lease_until=NOON) is None
        claimed = jobs.claim(job_id, token="a", lease_until=NOON)
        assert claimed is not None
        assert (claimed.state, claimed.attempt, claimed.lease_until) == (JobState.RUNNING, 1, NOON)
        assert jobs.claim(job_id, token="b", lease_until=NOON) is None
        assert not jobs.extend(job_id, token="b", lease_until=later)
        assert jobs.extend(job_id, token="a", lease_until=later)
        assert jobs.expired(later) == []
        assert [job.id for job in jobs.expired(later + timedelta(seconds=1))] == [job_id]
        assert not jobs.leave(job_id, token="b", state=JobState.DONE)
        assert jobs.leave(job_id, token="a", state=JobState.QUEUED)
        assert not jobs.leave(job_id, token="a", state=JobState.DONE)
        again = jobs.claim(job_id, token="c", lease_until=later)
        assert again is not None
        assert again.attempt == 2
        assert jobs.get(job_id) == again
        assert jobs.get(99) is None


def test_a_newer_push_takes_the_place_of_its_repositorys_queued_ones(store: Store) -> None:
    repository = small_school(store)
    running, older, newer = (add_submission(store, repository, commit=letter * 40) for letter in "abc")
    with store.transaction() as transaction:
        jobs = transaction.jobs
        eve = transaction.people.by_login("eve")
        assert eve is not None
        team = transaction.people.add_team("team two", [eve.id])
        other = transaction.repositories.add(team_id=team.id, exercise="sum", folder="team-2-sum", closes_at=None)
        jobs.claim(jobs.of(running.id).id, token="t", lease_until=NOON)

        assert jobs.supersede(other.id, by=newer.id) == []
        assert jobs.supersede(repository.id, by=newer.id) == [jobs.of(older.id)]
        assert jobs.supersede(repository.id, by=newer.id) == []

        states = [jobs.of(submission.id).state for submission in (running, older, newer)]
        assert states == [JobState.RUNNING, JobState.SUPERSEDED, JobState.QUEUED]
        progress = transaction.submissions.progress(older.id)
        assert progress is not None
        assert progress.superseded_by == newer.id
        assert jobs.claim(jobs.of(older.id).id, token="t", lease_until=NOON) is None


def test_a_superseded_job_is_queued_again_and_its_push_stays_marked(store: Store) -> None:
    repository = small_school(store)
    older, newer = (add_submission(store, repository, commit=letter * 40) for letter in "ab")
    with store.transaction() as transaction:
        turn = replace(FIRST_TURN, tag=7)
        assert transaction.jobs.queue_again(older.id, NOON, turn) is None
        transaction.jobs.supersede(repository.id, by=newer.id)
        job = transaction.jobs.queue_again(older.id, NOON, turn)
        assert job is not None
        assert (job.submission_id, job.state, job.turn) == (older.id, JobState.QUEUED, turn)
        progress = transaction.submissions.progress(older.id)
        assert progress is not None
        assert (progress.state, progress.superseded_by) == (JobState.QUEUED, None)
        assert [push.superseded for push in transaction.submissions.pushes(repository.id)] == [True, False]


def test_the_outbox_rings_for_queued_jobs_until_they_were_heard(store: Store) -> None:
    repository = small_school(store)
    first = add_submission(store, repository)
    add_submission(store, repository, commit="d" * 40)
    later = NOON + timedelta(minutes=5)
    with store.transaction() as transaction:
        outbox = transaction.outbox
        due = outbox.due(rung_before=NOON, limit=9)
        assert len(due) == 2
        assert outbox.due(rung_before=NOON, limit=1) == due[:1]
        outbox.rung(due[0].id, NOON)
        assert outbox.due(rung_before=NOON, limit=9) == due[1:]
        assert outbox.due(rung_before=later, limit=9) == due
        transaction.jobs.claim(transaction.jobs.of(first.id).id, token="t", lease_until=later)
        assert outbox.due(rung_before=later, limit=9) == due[1:]


def test_the_outbox_rings_for_each_row_once_even_if_its_job_was_taken(store: Store) -> None:
    submission = add_submission(store, small_school(store))
    later = NOON + timedelta(minutes=5)
    with store.transaction() as transaction:
        outbox = transaction.outbox
        transaction.jobs.claim(transaction.jobs.of(submission.id).id, token="t", lease_until=later)
        [due] = outbox.due(rung_before=NOON, limit=9)
        outbox.rung(due.id, NOON)
        assert outbox.due(rung_before=later, limit=9) == []


def test_lines_tell_what_is_next_and_what_waits(store: Store) -> None:
    repository = small_school(store)
    with store.transaction() as transaction:
        transaction.people.add_campus("Lyon")
        assert [(line.lane, line.campus, line.next_job) for line in transaction.jobs.lines()] == [
            (lane, campus, None) for lane in sorted(Lane) for campus in ("Lyon", "Paris")
        ]
        assert transaction.jobs.last_tag(repository.team_id, Lane.FIRST) is None
    turns = [replace(FIRST_TURN, tag=tag, campus=campus) for tag, campus in ((2, "Paris"), (1, "Paris"), (1, "Lyon"))]
    made = [add_submission(store, repository, commit=str(tag) * 40, turn=turn) for tag, turn in enumerate(turns)]
    with store.transaction() as transaction:
        jobs = transaction.jobs
        ids = [jobs.of(submission.id).id for submission in made]
        first = {line.campus: line for line in jobs.lines() if line.lane is Lane.FIRST}
        assert (first["Paris"].next_job, first["Paris"].next_tag) == (ids[1], 1)
        assert (first["Lyon"].next_job, first["Lyon"].next_tag) == (ids[2], 1)
        assert jobs.last_tag(repository.team_id, Lane.FIRST) == 2
        assert jobs.last_tag(repository.team_id, Lane.AGAIN) is None
        assert jobs.waiting(Lane.FIRST, tag=2) == (2, {"Paris": 1})
        assert jobs.waiting(Lane.FIRST, tag=1) == (0, {"Paris": 1, "Lyon": 1})
        assert jobs.waiting(Lane.AGAIN, tag=1) == (0, {})
        assert jobs.queued() == {Lane.FIRST: 3}
        jobs.take_turn(first["Lyon"], turns=4, tag=1)
        jobs.claim(ids[2], token="t", lease_until=NOON)
        lyon = next(line for line in jobs.lines() if line.campus == "Lyon" and line.lane is Lane.FIRST)
        assert (lyon.started, lyon.turns, lyon.tag, lyon.next_job, lyon.next_tag) == (1, 4, 1, None, None)
        assert jobs.queued() == {Lane.FIRST: 2}


def test_what_waits_longest_what_runs_and_what_came_lately(store: Store) -> None:
    repository = small_school(store)
    moments = [NOON + timedelta(minutes=minute) for minute in range(3)]
    made = [
        add_submission(store, repository, commit=f"{number:040x}", at=at)
        for number, at in enumerate((moments[0], moments[2], moments[1]))
    ]
    with store.transaction() as transaction:
        jobs, submissions = transaction.jobs, transaction.submissions
        assert (jobs.oldest(Lane.FIRST), jobs.oldest(Lane.AGAIN), jobs.running()) == (moments[0], None, [])
        claimed = jobs.claim(jobs.of(made[0].id).id, token="t", lease_until=NOON)
        assert claimed is not None
        assert (jobs.oldest(Lane.FIRST), jobs.running()) == (moments[1], [claimed])
        submissions.add_report(made[0].id, job_id=claimed.id, attempt=1, report=make_report(), at=moments[1])
        assert [submissions.reports_since(moment) for moment in moments] == [1, 1, 0]


def test_jobs_of_one_tag_are_ahead_by_age(store: Store) -> None:
    repository = small_school(store)
    older, newer = (add_submission(store, repository, commit=letter * 40) for letter in "ab")
    with store.reading() as transaction:
        jobs = transaction.jobs
        assert [jobs.ahead(jobs.of(submission.id)) for submission in (older, newer)] == [0, 1]


def test_events_and_rounds_come_back_as_written(store: Store) -> None:
    submission = add_submission(store, small_school(store))
    pairings = [Pairing(submission_id=submission.id, evaluator_id=3, reason="«élève» of Paris")]
    with store.transaction() as transaction:
        transaction.events.append(EventKind.ROUND_OPENED, NOON, {"round": 1, "note": "é", "none": None})
        made = transaction.rounds.add(opened_at=NOON, seed=7, pairings=pairings)
    with store.reading() as transaction:
        assert transaction.rounds.all() == [made]
        [event] = transaction.events.all()
    assert (event.kind, event.at, event.facts) == (
        EventKind.ROUND_OPENED,
        NOON,
        {"round": 1, "note": "é", "none": None},
    )


def test_of_many_claims_at_once_one_wins(store: Store) -> None:
    submission = add_submission(store, small_school(store))
    with store.reading() as transaction:
        job_id = transaction.jobs.of(submission.id).id
    barrier, winners = threading.Barrier(8), list[str]()

    def claim(token: str) -> None:
        barrier.wait()
        with store.transaction() as transaction:
            if transaction.jobs.claim(job_id, token=token, lease_until=NOON):
                winners.append(token)

    threads = [threading.Thread(target=claim, args=(f"t{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(winners) == 1


def test_sql_itself_refuses_a_second_row_for_a_commit(sql: SqlStore) -> None:
    repository = small_school(sql)
    add_submission(sql, repository)
    with pytest.raises(IntegrityError):
        add_submission(sql, repository)


def test_sql_refuses_a_job_of_nothing_and_a_moment_without_a_zone(sql: SqlStore) -> None:
    values = {"submission_id": 99, "state": "queued", "attempt": 0, "queued_at": NOON}
    with pytest.raises(IntegrityError), sql.engine.begin() as connection:
        connection.execute(insert(jobs).values(values))
    with pytest.raises(Exception, match="without a zone"), sql.transaction() as transaction:
        transaction.repositories.admit(1, datetime(2026, 1, 1))


def test_sqlite_is_set_to_lose_nothing(sql: SqlStore) -> None:
    with sql.engine.connect() as connection:
        values = {
            name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_reader_is_held_up_by_no_writer(sql: SqlStore) -> None:
    small_school(sql)
    with sql.transaction() as writing, sql.reading() as reading:
        writing.people.add_campus("Lyon")
        assert len(reading.people.all()) == 3


def test_a_bad_url_is_one_clear_line() -> None:
    with pytest.raises(UsageError, match="database_url"):
        open_store("nonsense")
    with pytest.raises(UsageError, match="database_url"):
        open_store("nosuch://x/y")


def test_moments_come_back_in_utc(sql: SqlStore) -> None:
    submission = add_submission(sql, small_school(sql), at=NOON.astimezone(timezone(timedelta(hours=-5))))
    with sql.reading() as transaction:
        found = transaction.submissions.get(submission.id)
    assert found is not None
    assert (found.pushed_at, found.pushed_at.tzinfo) == (NOON, UTC)
