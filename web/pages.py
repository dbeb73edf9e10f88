"""A submission as a page and as JSON: where it is, what came of it, the trace. Only its team and staff see it, and
no more of it than `school.show_report` gives them.

Everything on the page is a stranger's text: it is escaped, and the browser is told to run and load nothing.
"""

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from core.school import JobState
from school.show_report import Shown, show_report
from web.basic_auth import person_of
from web.refusals import Refusal
from wiring.composition import Services

ROOM = Path(__file__).parent
STATIC = ROOM / "static"
SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
NUMBER = re.compile(r"[0-9]{1,18}")  # so many fit into the 64 bits of an id


class Pages:
    def __init__(self, services: Services) -> None:
        self.services = services
        self.templates = Environment(
            loader=FileSystemLoader(ROOM / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.filters["visible"] = visible
        self.templates.filters["moment"] = moment
        self.templates.filters["about"] = about

    async def page(self, request: Request) -> Response:
        return await run_in_threadpool(self.answer, request, self.render)

    async def document(self, request: Request) -> Response:
        return await run_in_threadpool(self.answer, request, as_json)

    async def health(self, _request: Request) -> Response:
        await run_in_threadpool(self.read_something)
        return PlainTextResponse("ok\n", headers=SAFE)

    def read_something(self) -> None:
        with self.services.store.reading() as transaction:
            transaction.repositories.admitted()

    def answer(self, request: Request, show: Callable[[Shown], Response]) -> Response:
        try:
            shown = self.find(request)
        except Refusal as refusal:
            return refusal.response()
        return show(shown)

    def find(self, request: Request) -> Shown:
        """Raises Refusal."""
        store = self.services.store
        person = person_of(store, request.headers.get("authorization", ""))
        number: str = request.path_params["number"]
        found = show_report(store, self.services.clock, person, int(number)) if NUMBER.fullmatch(number) else None
        if found is None:
            raise Refusal(403, "There is no such submission, or you are not a member of its team.")
        return found

    def render(self, shown: Shown) -> Response:
        template = self.templates.get_template("submission.html")
        waiting = shown.progress.state in (JobState.QUEUED, JobState.RUNNING)
        return HTMLResponse(template.render(shown=shown, waiting=waiting), headers=headers_for(shown))


def headers_for(shown: Shown) -> dict[str, str]:
    """Only a page with pictures of its own may show any, and no others than those."""
    if not any(line.picture for line in shown.trace):
        return SAFE
    return SAFE | {"Content-Security-Policy": f"{SAFE['Content-Security-Policy']}; img-src data:"}


def as_json(shown: Shown) -> Response:
    progress, report, budget = shown.progress, shown.report, shown.budget
    submission = progress.submission
    document = {
        "submission": submission.id,
        "exercise": submission.exercise,
        "team": progress.team.name,
        "commit": submission.commit,
        "pushed_at": submission.pushed_at.isoformat(),
        "state": progress.state,
        "place": shown.place,
        "wait_seconds": shown.wait and shown.wait.total_seconds(),
        "superseded_by": progress.superseded_by,
        "attempt": progress.attempt,
        "verdict": progress.verdict,
        "report": report and report.model_dump(mode="json"),
        "feedback": budget and {"left": budget.left, "next_at": budget.next_at and budget.next_at.isoformat()},
    }
    return JSONResponse(document, headers=SAFE)


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def about(duration: timedelta) -> str:
    """Rounded up: a student who was told less than it takes is told wrong."""
    minutes = math.ceil(duration / timedelta(minutes=1))
    return "about a minute" if minutes <= 1 else f"about {minutes} minutes"


def visible(text: str) -> str:
    """Control characters, and those that turn the direction of text, as the pictures of themselves."""
    return "".join(
        character if character.isprintable() or character in "\n\t" else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )
