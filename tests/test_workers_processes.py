"""Real Redis, a real Celery worker process, a real record; only the examiner is a fake."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import git
import pytest
import redis

from core.school import JobState, Progress
from core.verdicts import Verdict
from school.enrol import enrol_person, open_campus, register_team
from school.jobs import LEASE, return_expired_leases
from school.receive_push import admit_push, record_tip
from tests.fakes.school_builders import SetClock
from wiring.composition import Services, compose, utc_now
from wiring.doorbell import Doorbell
from wiring.redis_server import answers, redis_process
from wiring.settings import Settings, process_environment
from workers.app import GRADE, GRADING, make_app
from workers.relay import relay, relay_until, send

PATIENCE_SECONDS = 20.0


def wait_until(done: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.02)


@contextlib.contextmanager
def running(
    argv: tuple[str, ...], log: Path, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with (
        log.open("ab") as output,
        subprocess.Popen(argv, stdout=output, stderr=output, env=environment) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()


class Mill:
    """A school with one team a verdict, whose pushes stand in the queue."""

    def __init__(self, services: Services, log: Path) -> None:
        self.services, self.log = services, log
        self.app = make_app(services.settings.broker)
        open_campus(services.store, "Paris")
        self.teams = 0

    def push(self, word: str) -> int:
        """Commit a file `verdict` to a new team's repository, as a push would have. Returns the submission's id."""
        services, self.teams = self.services, self.teams + 1
        login = f"student{self.teams}"
        enrol_person(services.store, login=login, campus="Paris")
        _, repository = register_team(
            services.store, services.repositories, utc_now, name=login, logins=[login], exercise="c-sum"
        )
        admit_push(services.store, services.repositories, repository.id, person_id=self.teams, arrived_at=utc_now())
        bare = git.Repo(services.settings.repositories / f"{repository.folder}.git")
        blob = self.fed(bare, word, "hash-object", "-w", "--stdin")
        tree = self.fed(bare, f"100644 blob {blob}\tverdict\n", "mktree")
        author = [part for role in ("user.name=A", "user.email=a@b.example") for part in ("-c", role)]
        commit = bare.git.execute(["git", *author, "commit-tree", "-m", "x", tree])
        bare.git.update_ref("refs/heads/main", commit)
        bare.close()
        receipt = record_tip(services.store, services.repositories, utc_now, repository.id)
        assert receipt is not None
        return receipt.submission.id

    def fed(self, bare: git.Repo, text: str, *command: str) -> str:
        path = self.log.with_name("stdin")
        path.write_text(text)
        with path.open("rb") as stdin:
            return str(bare.git.execute(["git", *command], istream=stdin))

    def progress(self, submission_id: int) -> Progress:
        with self.services.store.reading() as transaction:
            progress = transaction.submissions.progress(submission_id)
        assert progress is not None
        return progress

    @contextlib.contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        before = self.log.read_text().count("ready.") if self.log.exists() else 0
        argv = (sys.executable, "-m", "tests.fakes.worker_process", str(self.services.settings.var))
        with running(argv, self.log) as process:
            wait_until(lambda: self.log.read_text().count("ready.") > before)
            yield process

    def verdict_of(self, submission_id: int) -> Verdict:
        relay(self.app, self.services)
        wait_until(lambda: self.progress(submission_id).verdict)
        verdict = self.progress(submission_id).verdict
        assert verdict is not None
        return verdict


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    settings = Settings(var=tmp_path / "var")
    with running(redis_process(settings).argv, tmp_path / "redis.log"):
        wait_until(lambda: answers(settings.redis))
        yield settings


@pytest.fixture
def mill(settings: Settings, tmp_path: Path) -> Iterator[Mill]:
    with compose(settings) as services:
        mill = Mill(services, tmp_path / "worker.log")
        yield mill
        mill.app.close()


def test_a_queued_submission_gets_its_verdict_and_garbage_does_not_stop_it(mill: Mill) -> None:
    submissions = [mill.push(word) for word in ("AC", "WA")]
    broker = redis.Redis.from_url(mill.services.settings.redis)
    broker.lpush(GRADING, b"\x00 no message", b"{}")
    for garbage in (("1",), (), (1, 2), (-1,), ({"job": 1},), (99,)):
        mill.app.send_task(GRADE, garbage, queue=GRADING)
    mill.app.send_task("peermill.unknown", (1,), queue=GRADING)
    broker.close()
    with mill.worker() as worker:
        assert [mill.verdict_of(submission) for submission in submissions] == [Verdict.AC, Verdict.WA]
        assert worker.poll() is None
    log = mill.log.read_text()
    assert "a job's id and nothing else" in log
    assert mill.progress(submissions[0]).attempt == 1


@pytest.mark.parametrize("body", [[], "words", [[1], {}], 7])
def test_a_message_that_ends_a_consumer_does_not_end_the_next(mill: Mill, body: object) -> None:
    submission = mill.push("AC")
    connection = mill.app.connection_for_write()
    connection.Producer().publish(body, routing_key=GRADING, headers={"task": GRADE, "id": "x"})
    connection.close()

    def graded() -> bool:
        send(mill.app, 1)
        return mill.progress(submission).verdict is not None

    with mill.worker() as worker:
        wait_until(graded)
        assert worker.poll() is None


def test_two_bells_for_a_job_grade_it_once(mill: Mill) -> None:
    submission = mill.push("AC")
    with mill.worker(), mill.worker():
        for _ in range(5):
            send(mill.app, 1)
        assert mill.verdict_of(submission) is Verdict.AC
    assert mill.progress(submission).attempt == 1


def test_a_fault_of_ours_is_retried_then_a_judge_error(mill: Mill) -> None:
    submission = mill.push("FAULT")

    def relayed_and_judged() -> bool:
        relay(mill.app, mill.services)
        return mill.progress(submission).verdict is not None

    with mill.worker():
        wait_until(relayed_and_judged)
    progress = mill.progress(submission)
    assert (progress.state, progress.verdict, progress.attempt) == (JobState.FAULTED, Verdict.JE, 3)


def test_a_killed_workers_job_goes_to_another(mill: Mill) -> None:
    submission = mill.push("HANG")
    later = SetClock(utc_now() + LEASE + timedelta(seconds=5))
    with mill.worker() as worker:
        relay(mill.app, mill.services)
        wait_until(lambda: mill.progress(submission).state is JobState.RUNNING)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert return_expired_leases(mill.services.store, utc_now) == 0
    assert return_expired_leases(mill.services.store, later) == 1
    assert mill.progress(submission).state is JobState.QUEUED
    with mill.worker() as worker:
        relay(mill.app, mill.services)
        wait_until(lambda: mill.progress(submission).attempt == 2)
        worker.kill()


def test_the_bell_wakes_the_relay_and_a_dead_broker_does_not_end_it(
    mill: Mill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.relay.LOOK_SECONDS", 10.0)
    over = threading.Event()
    broker = redis.Redis.from_url(mill.services.settings.redis)
    bell = Doorbell(mill.services.settings.redis)
    thread = threading.Thread(target=relay_until, args=(over, mill.app, mill.services))
    thread.start()
    try:
        wait_until(lambda: broker.pubsub_numsub("peermill:outbox")[0][1] == 1)
        mill.push("AC")
        start = time.monotonic()
        bell.ring()
        wait_until(lambda: broker.llen(GRADING) == 1)
        assert time.monotonic() - start < 8
        broker.client_kill_filter(_type="pubsub")
        mill.push("WA")
        wait_until(lambda: broker.llen(GRADING) == 2)
    finally:
        over.set()
        bell.ring()
        thread.join()
        bell.close()
        broker.close()


def test_the_beat_process_relays_and_ends_when_asked(mill: Mill) -> None:
    settings, log = mill.services.settings, mill.log.with_name("beat.log")
    broker = redis.Redis.from_url(settings.redis)
    submission = mill.push("AC")
    with running((sys.executable, "-m", "workers", "beat"), log, process_environment(settings)) as process:
        wait_until(lambda: broker.llen(GRADING) == 1 and "beat: Starting..." in log.read_text())
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0
    assert mill.progress(submission).state is JobState.QUEUED
    broker.close()


def test_a_wrong_word_is_told_in_one_line() -> None:
    done = subprocess.run([sys.executable, "-m", "workers", "wroker"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "usage: python -m workers worker|beat\n")


def test_a_bell_without_a_broker_is_silent(tmp_path: Path) -> None:
    bell = Doorbell(f"unix://{tmp_path}/none.sock")
    bell.ring()
    bell.close()
