import contextlib
from collections.abc import Iterator

import pytest

from core.errors import GraderFault, TreeRefused
from core.reports import Report
from core.school import Claim, JobState, Progress
from core.trees import Tree
from core.verdicts import Verdict
from school.describe_commit import describe_commit
from school.grade_job import grade_next
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import COMMIT, CountedSecrets, SetClock, add_submission, make_report, small_school


class OneVerdict:
    def __init__(self, outcome: Verdict | Exception) -> None:
        self.outcome = outcome

    def grade(self, exercise: str, tree: Tree) -> Report:
        assert (exercise, tree.commit) == ("sum", COMMIT)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return make_report(self.outcome)

    def refuse(self, exercise: str, reason: str, commit: str) -> Report:
        assert (exercise, reason, commit) == ("sum", "a/b is a link", COMMIT)
        return make_report(Verdict.CF)


def good_tree(name: str, commit: str) -> Tree:
    assert name == "team-1-sum"
    return Tree(entries=(), commit=commit)


def refused_tree(name: str, commit: str) -> Tree:  # noqa: ARG001
    raise TreeRefused("a/b is a link")


@contextlib.contextmanager
def no_heartbeat(_claim: Claim) -> Iterator[None]:
    yield


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    add_submission(store, small_school(store))
    return store


def grade(store: MemoryStore, outcome: Verdict | Exception, *, refused: bool = False) -> Progress:
    trees = refused_tree if refused else good_tree
    grade_next(store, SetClock(), CountedSecrets(), trees, OneVerdict(outcome), no_heartbeat)
    with store.reading() as transaction:
        progress = transaction.submissions.progress(1)
    assert progress is not None
    return progress


def test_a_graded_job_is_done_and_not_graded_again(store: MemoryStore) -> None:
    assert grade(store, Verdict.WA).verdict is Verdict.WA
    assert grade(store, Verdict.AC).verdict is Verdict.WA


def test_a_refused_tree_is_a_failed_check(store: MemoryStore) -> None:
    progress = grade(store, Verdict.AC, refused=True)
    assert (progress.state, progress.verdict) == (JobState.DONE, Verdict.CF)


@pytest.mark.parametrize("fault", [GraderFault("no engine"), KeyError("a bug of ours"), MemoryError()])
def test_our_failure_is_retried_then_told(store: MemoryStore, fault: Exception) -> None:
    states = [grade(store, fault) for _ in range(3)]
    assert [progress.state for progress in states] == [JobState.QUEUED, JobState.QUEUED, JobState.FAULTED]
    assert [progress.verdict for progress in states] == [None, None, Verdict.JE]


def test_a_job_that_recovers_has_its_own_verdict(store: MemoryStore) -> None:
    grade(store, GraderFault("no engine"))
    assert grade(store, Verdict.AC).verdict is Verdict.AC


def test_a_push_is_described_at_once() -> None:
    def subject(_name: str, _commit: str) -> str:
        return "Add it"

    told = describe_commit(subject, good_tree, "team-1-sum", COMMIT)
    assert (told.subject, told.files, told.refusal) == ("Add it", 0, None)
    told = describe_commit(subject, refused_tree, "team-1-sum", COMMIT)
    assert (told.files, told.refusal) == (None, "a/b is a link")
