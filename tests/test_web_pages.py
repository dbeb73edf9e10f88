import asyncio
import base64
import html
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from core import reports
from core.reports import PNG_MAGIC
from core.verdicts import Verdict
from grader.trace import trace
from school.access import issue_token
from school.enrol import enrol_person, open_campus, register_team
from school.jobs import claim_next, finish_job
from tests.fakes.school_builders import COMMIT, SetClock, add_submission, make_report
from tests.grouped import SECRET, came_out, grouped
from web.app import make_app
from wiring.composition import Services, compose
from wiring.settings import Settings

NASTY = "<script>alert(1)</script>\x1b[31m\u202e{{ 7 * 7 }}'\">"


class Reader:
    def __init__(self, services: Services, app: Starlette, clock: SetClock) -> None:
        self.services, self.app, self.clock = services, app, clock
        open_campus(services.store, "Paris")
        for login in ("ada", "eve", "staff"):
            enrol_person(services.store, login=login, campus="Paris", staff=login == "staff")
        _, self.repository = register_team(
            services.store, services.repositories, services.clock, name="<b>one</b>", logins=["ada"], exercise="c-sum"
        )
        self.number = add_submission(services.store, self.repository).id

    def get(self, path: str, login: str | None = "ada") -> tuple[int, str]:
        headers = {}
        if login:
            token = issue_token(self.services.store, self.services.clock, self.services.secrets, login)
            headers["Authorization"] = f"Basic {base64.b64encode(f'{login}:{token}'.encode()).decode()}"
        response = asyncio.run(self.ask(path, headers))
        self.headers = response.headers
        return response.status_code, response.text

    async def ask(self, path: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://school.example") as client:
            return await client.get(path, headers=headers)

    def report(self, report: reports.Report) -> None:
        services = self.services
        claim = claim_next(services.store, services.clock, services.secrets)
        assert claim is not None
        assert finish_job(services.store, services.clock, claim, report)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    clock = SetClock()
    with compose(Settings(var=tmp_path), clock) as services:
        yield Reader(services, make_app(services, lambda: None), clock)


def test_a_waiting_submission_says_its_place_and_looks_again(reader: Reader) -> None:
    status, page = reader.get("/submissions/1")
    assert status == 200
    assert "number 1 in the queue" in page
    assert 'http-equiv="refresh"' in page
    assert COMMIT in page


def test_a_waiting_submission_says_how_long_it_may_take(reader: Reader) -> None:
    for number in range(1, 4):
        add_submission(reader.services.store, reader.repository, commit=f"{number:040x}")
    reader.clock.now += timedelta(minutes=4)
    reader.report(make_report())
    _, page = reader.get("/submissions/3")
    assert "number 2 in the queue, about 8 minutes at the present pace" in page
    assert json.loads(reader.get("/submissions/3.json")[1])["wait_seconds"] == 480
    assert json.loads(reader.get("/submissions/1.json")[1])["wait_seconds"] is None


def test_a_superseded_submission_names_the_one_that_took_its_place(reader: Reader) -> None:
    newer = add_submission(reader.services.store, reader.repository, commit="d" * 40)
    with reader.services.store.transaction() as transaction:
        transaction.jobs.supersede(reader.repository.id, by=newer.id)
    _, page = reader.get("/submissions/1")
    assert 'superseded by <a href="2">submission 2</a>' in page
    assert 'http-equiv="refresh"' not in page
    assert "submission 2" not in reader.get("/submissions/2")[1]
    document = json.loads(reader.get("/submissions/1.json")[1])
    assert (document["state"], document["superseded_by"]) == ("superseded", 2)


def test_everything_a_stranger_wrote_is_text(reader: Reader) -> None:
    testcase = reports.TestcaseReport(
        name=NASTY,
        verdict=Verdict.WA,
        points=0,
        max_points=1,
        detail=NASTY,
        command=NASTY,
        signal=NASTY,
        expected=NASTY,
        got=NASTY,
        stderr=NASTY,
    )
    step = reports.StepReport(command=NASTY, ok=True, cpu_ms=1, wall_ms=1, memory_kib=1, detail=NASTY, output=NASTY)
    report = make_report(Verdict.WA).model_copy(
        update={
            "tests": (testcase,),
            "checks": (reports.CheckReport(name=NASTY, passed=False, detail=NASTY),),
            "steps": (step,),
        }
    )
    reader.report(report)
    status, page = reader.get("/submissions/1")
    assert status == 200
    assert "WA: wrong answer" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7 * 7 }}" in page
    for raw in ("<script", "<b>", "\x1b", "\u202e", "'\">"):
        assert raw not in page
    assert 'http-equiv="refresh"' not in page
    assert "default-src 'none'" in reader.headers["content-security-policy"]
    assert "script-src" not in reader.headers["content-security-policy"]
    assert reader.headers["cache-control"] == "no-store"
    assert reader.headers["referrer-policy"] == "no-referrer"


def test_the_json_has_the_whole_report(reader: Reader) -> None:
    status, text = reader.get("/submissions/1.json")
    document = json.loads(text)
    assert status == 200
    assert (document["state"], document["place"], document["verdict"], document["report"]) == ("queued", 1, None, None)
    reader.report(make_report())
    document = json.loads(reader.get("/submissions/1.json")[1])
    assert (document["state"], document["verdict"]) == ("done", "AC")
    assert reports.Report.model_validate(document["report"]) == make_report()


@pytest.mark.parametrize("form", ["", ".json"])
def test_another_teams_submission_looks_like_none(reader: Reader, form: str) -> None:
    assert reader.get(f"/submissions/1{form}", login=None)[0] == 401
    assert "Basic" in reader.headers["www-authenticate"]
    theirs = reader.get(f"/submissions/1{form}", login="eve")
    absent = reader.get(f"/submissions/99{form}", login="eve")
    assert theirs == absent
    assert theirs[0] == 403
    assert reader.get(f"/submissions/1{form}", login="staff")[0] == 200


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "9" * 30, "9" * 5000, "%00", "1/../2"])
def test_a_number_that_is_none_is_refused(reader: Reader, number: str) -> None:
    assert reader.get(f"/submissions/{number}")[0] in (403, 404)


def test_a_skipped_test_is_called_so_and_shows_no_measures(reader: Reader) -> None:
    skipped = reports.TestcaseReport(name="01-few", verdict=Verdict.SK, points=0, max_points=1)
    reader.report(make_report(Verdict.CE).model_copy(update={"tests": (skipped,)}))
    _, page = reader.get("/submissions/1")
    assert "SK  tests not run: 1   0 of 1" in page
    assert "ms CPU" not in page


def test_health_needs_no_token(reader: Reader) -> None:
    assert reader.get("/healthz", login=None) == (200, "ok\n")


def test_the_style_sheet_is_served_and_nothing_beside_it(reader: Reader) -> None:
    assert reader.get("/static/page.css", login=None)[0] == 200
    assert reader.get("/static/../pages.py", login=None)[0] == 404
    assert reader.get("/static/%2e%2e/pages.py", login=None)[0] == 404


KEPT = grouped({"hidden": {"visibility": "hidden"}}, feedback={"pushes": 1, "hours": 24})
FAILED = came_out(KEPT, {"hidden-1": Verdict.TLE})


def test_a_page_and_its_json_tell_the_team_no_more_than_they_may(reader: Reader) -> None:
    reader.report(FAILED)
    for path in ("/submissions/1", "/submissions/1.json"):
        text = reader.get(path)[1]
        for kept in ("hidden-1", "hidden-2", "TLE", f"{SECRET} hidden"):
            assert kept not in text
        assert "hidden-1" in reader.get(path, login="staff")[1]
    document = json.loads(reader.get("/submissions/1.json")[1])
    assert (document["verdict"], document["report"]["verdict"], document["report"]["mark"]) == ("WA", "WA", 75)
    assert document["feedback"] == {"left": 0, "next_at": "2026-03-03T12:00:00+00:00"}
    page = reader.get("/submissions/1")[1]
    assert "told for 1 push in 24 hours" in page
    assert "0 left now, the next comes back at 2026-03-03 12:00:00 UTC" in page
    assert "hidden: 3 of 4 points" not in page
    assert "hidden: 1 of 2 points; its testcases are never shown" in page


def test_a_page_reads_like_the_trace(reader: Reader) -> None:
    reader.report(FAILED)
    page = html.unescape(reader.get("/submissions/1", login="staff")[1])
    for line in trace(FAILED).splitlines():
        assert line.strip() in page


def test_what_is_kept_makes_the_rest_so_far(reader: Reader) -> None:
    reader.report(came_out(grouped({"late": {"visibility": "after_deadline"}}), {"late-1": Verdict.WA}))
    page = reader.get("/submissions/1")[1]
    assert "AC: accepted so far" in page
    assert "<dd>2 of 2 so far</dd>" in page
    assert "<dd>100 so far</dd>" in page
    assert "so far" not in reader.get("/submissions/1", login="staff")[1]


def test_a_screenshot_is_shown_and_nothing_else_may_be(reader: Reader) -> None:
    png = base64.b64encode(PNG_MAGIC + bytes(100)).decode()
    test = FAILED.tests[0].model_copy(update={"screenshot": png})
    reader.report(FAILED.model_copy(update={"tests": (test, *FAILED.tests[1:])}))
    page = reader.get("/submissions/1")[1]
    assert f'src="data:image/png;base64,{png}"' in page
    assert reader.headers["content-security-policy"].endswith("; img-src data:")
    assert "default-src 'none'" in reader.headers["content-security-policy"]
