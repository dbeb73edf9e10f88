from datetime import timedelta

import pytest

from core.reports import Report
from core.school import Person
from core.verdicts import Verdict
from school.enrol import enrol_person
from school.show_report import Shown, show_report
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import NOON, SetClock, add_people, add_submission, add_team
from tests.grouped import came_out, grouped

CLOSES = NOON + timedelta(hours=48)
EXERCISE = grouped(
    {"hidden": {"visibility": "hidden"}, "after": {"visibility": "after_deadline"}}, feedback={"pushes": 1, "hours": 24}
)
FAILED = came_out(EXERCISE, {"hidden-1": Verdict.TLE, "after-2": Verdict.RTE})


class School:
    def __init__(self) -> None:
        self.store, self.clock = MemoryStore(), SetClock()
        with self.store.transaction() as transaction:
            add_people(transaction, "ada", "eve")
            team = add_team(transaction, "team one", "ada")
            self.repository = transaction.repositories.add(
                team_id=team.id, exercise="sum", folder="team-1-sum", closes_at=CLOSES
            )
        enrol_person(self.store, login="staff", campus="Paris", staff=True)

    def person(self, login: str) -> Person:
        with self.store.reading() as transaction:
            person = transaction.people.by_login(login)
        assert person is not None
        return person

    def push(self, report: Report | None = FAILED) -> int:
        submission = add_submission(self.store, self.repository, at=self.clock())
        if report:
            with self.store.transaction() as transaction:
                transaction.submissions.add_report(submission.id, job_id=1, attempt=1, report=report, at=self.clock())
        return submission.id

    def show(self, number: int, login: str = "ada") -> Shown | None:
        return show_report(self.store, self.clock, self.person(login), number)

    def seen(self, number: int, login: str = "ada") -> tuple[Report, Verdict | None]:
        shown = self.show(number, login)
        assert shown is not None
        assert shown.report is not None
        return shown.report, shown.progress.verdict


@pytest.fixture
def school() -> School:
    return School()


def told(report: Report) -> dict[str, str]:
    return {group.name: group.told for group in report.groups}


def test_staff_see_all_of_it(school: School) -> None:
    assert school.seen(school.push(), "staff") == (FAILED, Verdict.TLE)


def test_a_stranger_sees_nothing_and_can_tell_nothing(school: School) -> None:
    assert school.show(school.push(), "eve") is None
    assert school.show(99, "eve") is None


def test_the_team_sees_what_its_budget_lets_it(school: School) -> None:
    first, second = school.push(), school.push()
    report, verdict = school.seen(first)
    assert told(report) == {"tests": "all", "hidden": "points", "after": "nothing"}
    assert (verdict, report.mark) == (Verdict.WA, 75)
    report, verdict = school.seen(second)
    assert told(report) == {"tests": "all", "hidden": "nothing", "after": "nothing"}
    assert (verdict, report.mark) == (Verdict.AC, 100)
    assert school.seen(first)[0].mark == 75


def test_the_verdict_beside_the_report_is_the_reports(school: School) -> None:
    """The record's own would tell of what is kept."""
    school.push()
    report, verdict = school.seen(school.push())
    assert verdict == report.verdict == Verdict.AC


def test_what_is_left_of_the_budget_is_told(school: School) -> None:
    shown = school.show(school.push())
    assert shown is not None
    assert shown.budget is not None
    assert (shown.budget.left, shown.budget.next_at) == (0, NOON + timedelta(hours=24))
    school.clock.forward(hours=24)
    shown = school.show(1)
    assert shown is not None
    assert shown.budget is not None
    assert shown.budget.left == 1


def test_a_judge_error_spends_nothing(school: School) -> None:
    school.push(came_out(EXERCISE, {"hidden-1": Verdict.JE}))
    assert told(school.seen(school.push())[0])["hidden"] == "points"


def test_after_the_deadline_all_but_hidden_testcases_are_shown(school: School) -> None:
    school.push()
    late = school.push()
    school.clock.forward(hours=48)
    report, verdict = school.seen(late)
    assert told(report) == {"tests": "all", "hidden": "points", "after": "all"}
    assert (report.mark, verdict) == (FAILED.mark, Verdict.WA)
    shown = school.show(late)
    assert shown is not None
    assert shown.budget is None


def test_without_kept_groups_there_is_no_budget_to_tell_of(school: School) -> None:
    plain = came_out(grouped({}, feedback={"pushes": 1}))
    shown = school.show(school.push(plain))
    assert shown is not None
    assert (shown.report, shown.budget) == (plain, None)


def test_what_is_not_graded_has_no_report(school: School) -> None:
    shown = school.show(school.push(None))
    assert shown is not None
    assert (shown.report, shown.budget, shown.progress.verdict) == (None, None, None)
