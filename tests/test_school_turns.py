"""Who starts when: rules on lines alone, and the whole way from pushes to claims on a record in memory."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.school import JobState, Lane, Line, Repository
from school.jobs import claim_next, finish_job, place_of
from school.receive_push import record_tip
from school.turns import lane_at, next_line, place, tag_of_new
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import CountedSecrets, MemoryGit, SetClock, add_people, add_team, make_report

TEAMS = {"ada": "Paris", "bob": "Paris", "eve": "Lyon", "zoe": "Nice"}
SETTINGS = st.lists(st.tuples(st.sampled_from(sorted(TEAMS)), st.integers(0, 5)), max_size=40)


class Queue:
    """A school of four teams of one, at three campuses, each with six repositories."""

    def __init__(self) -> None:
        self.store, self.git, self.clock, self.secrets = MemoryStore(), MemoryGit(), SetClock(), CountedSecrets()
        self.pushes = 0
        self.repositories: dict[tuple[str, int], Repository] = {}
        self.team_of: dict[int, str] = {}
        with self.store.transaction() as transaction:
            for campus in ("Paris", "Lyon", "Nice"):
                add_people(transaction, *(login for login in TEAMS if TEAMS[login] == campus), campus=campus)
            for login in TEAMS:
                team = add_team(transaction, login, login)
                for number in range(6):
                    folder = f"{login}-{number}"
                    self.git.create(folder)
                    self.repositories[login, number] = transaction.repositories.add(
                        team_id=team.id, exercise=f"e{number}", folder=folder, closes_at=None
                    )

    def push(self, login: str, number: int = 0) -> int:
        """The submission's number."""
        repository = self.repositories[login, number]
        self.pushes += 1
        self.git.tips[repository.folder] = f"{self.pushes:040x}"
        receipt = record_tip(self.store, self.git, self.clock, repository.id)
        assert receipt is not None
        self.team_of[receipt.submission.id] = login
        return receipt.submission.id

    def start(self, *, finish: bool = False) -> int | None:
        """The submission that starts now."""
        claim = claim_next(self.store, self.clock, self.secrets)
        if claim and finish:
            assert finish_job(self.store, self.clock, claim, make_report())
        return claim.submission_id if claim else None

    def starts(self) -> list[int]:
        """The submissions that start until none waits."""
        found = []
        while (submission := self.start()) is not None:
            found.append(submission)
        return found

    def place(self, submission: int) -> int | None:
        with self.store.reading() as transaction:
            return place_of(transaction, submission)


def line(lane: Lane = Lane.FIRST, campus: str = "Paris", **of: int) -> Line:
    values: dict[str, int | None] = {"started": 0, "turns": 0, "tag": 0, "next_job": None, "next_tag": None}
    return Line(lane=lane, campus=campus, **(values | of))  # type: ignore[arg-type]


def test_nobody_waits_nobody_starts() -> None:
    assert next_line([]) is None
    assert next_line([line(), line(Lane.AGAIN)]) is None


def test_a_team_s_tags_go_up_and_never_fall_behind_what_has_started() -> None:
    lines = [line(tag=3), line(campus="Lyon", tag=5), line(Lane.AGAIN, tag=9)]
    assert tag_of_new(lines, Lane.FIRST, None) == 5
    assert tag_of_new(lines, Lane.FIRST, 2) == 5
    assert tag_of_new(lines, Lane.FIRST, 7) == 8


def test_first_pushes_have_three_starts_of_four_and_repeated_ones_the_fourth() -> None:
    queue = Queue()
    for number in range(2):
        for login in TEAMS:
            queue.push(login, number)
        assert {queue.team_of[queue.start(finish=True) or 0] for _ in TEAMS} == set(TEAMS)
    again = [queue.push(login, 0) for login in TEAMS]
    first = [queue.push(login, number) for login in TEAMS for number in (2, 3, 4)]
    started = queue.starts()
    assert len(started) == len(again) + len(first)
    assert [submission in again for submission in started] == [False, False, False, True] * 4


def test_a_campus_of_one_team_isn_t_behind_one_of_many() -> None:
    queue = Queue()
    ada, bob, eve = queue.push("ada"), queue.push("bob"), queue.push("eve")
    assert set(queue.starts()[:2]) == {ada, eve}
    assert queue.place(bob) is None


def test_a_campus_saves_up_no_turns_while_nobody_there_waits() -> None:
    lines = [
        line(campus="Lyon", turns=50, next_job=1, next_tag=9),
        line(turns=2, next_job=2, next_tag=9),
    ]
    assert next_line(lines) == lines[1]
    taken = [lines[0], replace(lines[1], turns=51)]
    assert next_line(taken) == taken[0]


def test_a_push_that_takes_another_s_place_keeps_its_lane_and_tag() -> None:
    queue = Queue()
    for number in range(3):
        queue.push("ada", number)
    other = queue.push("bob")
    newest = [queue.push("ada", 0) for _ in range(9)][-1]
    assert queue.starts()[:2] == [other, newest]


@given(SETTINGS, st.integers(0, 8))
def test_at_most_one_job_of_a_busy_team_starts_before_another_team_s_first(
    pushes: list[tuple[str, int]], started: int
) -> None:
    """As the newcomer's team has pushed to nothing before, both are in the lane of first pushes."""
    queue = Queue()
    for login, number in pushes:
        if login != "zoe":
            queue.push(login, number)
    for _ in range(started):
        queue.start()
    newcomer = queue.push("zoe")
    with queue.store.reading() as transaction:
        firsts = {s for s in queue.team_of if transaction.jobs.of(s).turn.lane is Lane.FIRST}
    order = queue.starts()
    before = [queue.team_of[submission] for submission in order[: order.index(newcomer)] if submission in firsts]
    assert all(before.count(team) <= 1 for team in TEAMS)


@given(SETTINGS, st.integers(0, 10))
def test_nothing_is_lost_and_every_start_is_one_of_those_that_wait(pushes: list[tuple[str, int]], started: int) -> None:
    queue = Queue()
    made = {queue.push(login, number) for login, number in pushes}
    early = [queue.start() for _ in range(started)]
    order = [submission for submission in early if submission] + queue.starts()
    with queue.store.reading() as transaction:
        states = {submission: transaction.jobs.of(submission).state for submission in made}
    assert len(order) == len(set(order))
    assert {s for s, state in states.items() if state is JobState.RUNNING} == set(order)
    assert {s for s, state in states.items() if state is JobState.SUPERSEDED} == made - set(order)


@given(SETTINGS, st.integers(0, 10))
def test_a_place_is_the_start_number_while_all_have_one_tag_and_a_whole_ranking_always(
    pushes: list[tuple[str, int]], started: int
) -> None:
    queue = Queue()
    for login, number in pushes:
        queue.push(login, number)
    for _ in range(started):
        queue.start()
    with queue.store.reading() as transaction:
        waiting = [s for s in queue.team_of if transaction.jobs.of(s).state is JobState.QUEUED]
        tags = {transaction.jobs.of(submission).turn.tag for submission in waiting}
    places = {submission: queue.place(submission) for submission in waiting}
    order = queue.starts()
    if len(tags) == 1:
        assert places == {submission: number for number, submission in enumerate(order, 1)}
    assert all(place and place <= len(waiting) for place in places.values())
    if order:
        assert places[order[0]] == 1


@given(st.integers(0, 9), st.integers(0, 30), st.integers(0, 30))
def test_a_place_is_where_the_pattern_gets_to_start_by_start(start: int, first: int, again: int) -> None:
    queued = {lane: count for lane, count in ((Lane.FIRST, first), (Lane.AGAIN, again)) if count}
    left, found = Counter(queued), {}
    for number in range(first + again):
        lane = lane_at(start + number, {lane for lane in Lane if left[lane]})
        left[lane] -= 1
        found[lane, queued[lane] - left[lane]] = number + 1
    assert {(lane, rank): place([line(started=start)], lane, rank, queued) for lane, rank in found} == found


def test_a_place_behind_a_hundred_million_is_told_at_once() -> None:
    queued = {Lane.FIRST: 10**8, Lane.AGAIN: 10**8}
    assert place([line()], Lane.AGAIN, 10**8, queued) == 2 * 10**8
    assert place([line()], Lane.FIRST, 3, queued) == 3
