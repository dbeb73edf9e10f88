"""git over HTTP: who asks, whether they may, then `git http-backend` with the request streamed through it.

/git/NAME.git/info/refs?service=...    --.
/git/NAME.git/git-upload-pack          --+-> token -> member? -> a place -> git, streamed both ways
/git/NAME.git/git-receive-pack         --'                  '-> Push: deadline, quota, record, our lines
"""

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from core.errors import GraderFault
from core.school import Person, Repository
from school.access import pushes, repository_for
from school.receive_push import RepositoryClosed, check_open
from web.backend import Backend, BackendHead
from web.basic_auth import person_of
from web.pkt_lines import FLUSH, packet
from web.push_answer import printable
from web.refusals import Refusal, not_yours
from web.request_body import BadBody, BodyTooLarge, ClientGone, read_body
from web.turnstile import Crowded, Turnstile
from wiring.composition import Services

WALL_SECONDS = 600.0
MAX_FETCH_BYTES = 10 << 20
PUSH_SERVICE = "git-receive-pack"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class GitRequest:
    """A request that was let in."""

    person: Person
    repository: Repository
    path: str
    arrived_at: datetime
    scope: Scope
    receive: Receive
    send: Send

    @property
    def headers(self) -> Headers:
        return Headers(scope=self.scope)

    @property
    def query(self) -> str:
        return str(self.scope["query_string"].decode("latin-1"))

    def body(self, max_bytes: int) -> AsyncGenerator[bytes]:
        return read_body(self.receive, self.headers.get("content-encoding", "").lower(), max_bytes)

    async def start(self, head: BackendHead) -> None:
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in head.headers]
        await self.send({"type": "http.response.start", "status": head.status, "headers": headers})

    async def write(self, data: bytes) -> None:
        await self.send({"type": "http.response.body", "body": data, "more_body": True})

    async def end(self) -> None:
        await self.send({"type": "http.response.body", "body": b"", "more_body": False})


class GitEndpoint(ABC):
    """An ASGI application for the smart protocol's three paths; subclassed by what is done with a request."""

    def __init__(self, services: Services, turnstile: Turnstile, path: str) -> None:
        self.services = services
        self.turnstile = turnstile
        self.path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        arrived_at = self.services.clock()
        started = False

        async def tell(message: object) -> None:
            nonlocal started
            started = True
            await send(message)  # type: ignore[arg-type]

        try:
            async with asyncio.timeout(WALL_SECONDS):
                await self.answer(await self.let_in(arrived_at, scope, receive, tell))
        except (Refusal, BadBody, BodyTooLarge, Crowded, TimeoutError, GraderFault) as error:
            if started:
                raise
            await refusal_for(error).response()(scope, receive, send)
        except ClientGone as gone:
            log.info("%s: %s", scope["path"], gone)

    async def let_in(self, arrived_at: datetime, scope: Scope, receive: Receive, send: Send) -> GitRequest:
        request = Request(scope)
        store = self.services.store
        person = await asyncio.to_thread(person_of, store, request.headers.get("authorization", ""))
        repository = await asyncio.to_thread(repository_for, store, person, request.path_params["name"])
        if repository is None:
            raise not_yours()
        pushing = PUSH_SERVICE in (self.path, request.query_params.get("service"))
        if pushing and not await asyncio.to_thread(pushes, store, person, repository):
            raise Refusal(403, "Only members of the team push to its repository.")
        return GitRequest(
            person=person,
            repository=repository,
            path=self.path,
            arrived_at=arrived_at,
            scope=scope,
            receive=receive,
            send=send,
        )

    @abstractmethod
    async def answer(self, request: GitRequest) -> None: ...

    def backend(self, request: GitRequest, bytes_left: int = 0) -> Backend:
        """Raises Refusal 400."""
        try:
            argv, environment = self.services.git.command(
                request.repository.folder,
                request.path,
                method=request.scope["method"],
                query=request.query,
                content_type=request.headers.get("content-type", ""),
                protocol=request.headers.get("git-protocol", ""),
                login=request.person.login,
                address=(request.scope.get("client") or ("",))[0],
                bytes_left=bytes_left,
            )
        except ValueError as error:
            raise Refusal(400, f"{error}") from None
        return Backend(argv, environment)


class Advertise(GitEndpoint):
    """`info/refs`: what there is. A push to a closed repository hears here that it is too late."""

    async def answer(self, request: GitRequest) -> None:
        if request.query == f"service={PUSH_SERVICE}":
            try:
                check_open(request.repository, request.arrived_at)
            except RepositoryClosed as closed:
                await say_closed(request, str(closed))
                return
        async with self.turnstile.enter(request.person.id), self.backend(request) as backend:
            backend.end_input()
            await forward(request, backend)


class Fetch(GitEndpoint):
    """`git-upload-pack`: clone and fetch."""

    async def answer(self, request: GitRequest) -> None:
        async with (
            self.turnstile.enter(request.person.id),
            self.backend(request) as backend,
            alongside(self.feed_and_watch(request, backend)),
        ):
            await forward(request, backend)

    async def feed_and_watch(self, request: GitRequest, backend: Backend) -> None:
        """A client that goes away takes its git with it: what is sent to it would vanish without an error."""
        try:
            await backend.feed(request.body(MAX_FETCH_BYTES))
            await request.receive()
        finally:
            backend.terminate()


@contextlib.asynccontextmanager
async def alongside(work: Coroutine[None, None, None]) -> AsyncIterator[asyncio.Task[None]]:
    """The work goes on while the block runs, and ends with it; await the task to hear what it raised."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def forward(request: GitRequest, backend: Backend) -> None:
    await request.start(await backend.head())
    async for chunk in backend.chunks():
        await request.write(chunk)
    await request.end()


async def say_closed(request: GitRequest, text: str) -> None:
    """An advertisement that consists of an error, the one form that every git client prints as it is."""
    content_type = f"application/x-{PUSH_SERVICE}-advertisement"
    await request.start(
        BackendHead(status=200, headers=(("content-type", content_type), ("cache-control", "no-cache")))
    )
    announced = packet(f"# service={PUSH_SERVICE}\n".encode()) + FLUSH
    await request.write(announced + packet(f"ERR {printable(text)}\n".encode()))
    await request.end()


def refusal_for(error: Exception) -> Refusal:
    match error:
        case Refusal():
            return error
        case BadBody():
            return Refusal(400, str(error))
        case BodyTooLarge():
            return Refusal(413, str(error))
        case Crowded():
            return Refusal(503, str(error), {"Retry-After": "30"})
        case TimeoutError():
            return Refusal(503, "This took too long, and was given up.", {"Retry-After": "30"})
        case _:
            log.error("git request failed", exc_info=error)
            return Refusal(500, "Our side failed; the staff can see why. Try again.")
