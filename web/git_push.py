"""`git-receive-pack`: a push, from its first refs to the lines in the student's terminal.

commands read -> one push a repository at a time -> deadline, by when the request arrived -> room left?
    -> let in (the old tip is on record) -> git, streamed -> the new tip on record, bell -> our lines, last flush
Once let in, a push is put on record whatever becomes of the client.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

from core.errors import GraderFault
from core.school import Receipt
from school.describe_commit import Description, describe_commit
from school.receive_push import RepositoryClosed, admit_push, record_tip
from web.backend import Backend, BackendHead
from web.git_endpoint import GitEndpoint, GitRequest, alongside
from web.pkt_lines import BadPacket, band_packets
from web.push_answer import PushAnswer, refusal
from web.push_commands import DEFAULT_REF, BadPush, PushCommands, TooMuch, read_commands
from web.push_words import words_on_git, words_on_push, words_on_quota
from web.refusals import Refusal
from web.request_body import BadBody, BodyTooLarge
from web.turnstile import Turnstile
from wiring.composition import Services

FRAMING_BYTES = 16 << 20
DESCRIBE_SECONDS = 5.0
RESULT = BackendHead(
    status=200, headers=(("content-type", "application/x-git-receive-pack-result"), ("cache-control", "no-cache"))
)
LATER = "Your push is stored; its submission will show up within a minute"
NOT_NOW = "Our side failed, and nothing of the push was stored: try again in a minute"
TOO_LARGE = b"exceeds maximum allowed size"

log = logging.getLogger(__name__)


class Push(GitEndpoint):
    def __init__(self, services: Services, turnstile: Turnstile, path: str, ring: Callable[[], None]) -> None:
        super().__init__(services, turnstile, path)
        self.ring = ring

    async def answer(self, request: GitRequest) -> None:
        chunks = request.body(self.max_body(request))
        async with contextlib.aclosing(chunks):
            try:
                commands = await read_commands(chunks)
            except BadPush as error:
                raise Refusal(400, str(error)) from None
            except TooMuch as error:
                await refuse_unread(request, chunks, str(error))
                return
            if not commands.refs:
                # The client asks whether it is let in, before it sends a pack too large to send twice.
                await request.start(RESULT)
                await request.end()
                return
            async with self.turnstile.pushing(request.repository.id), self.turnstile.enter(request.person.id):
                await self.take(request, commands, chunks)

    def max_body(self, request: GitRequest) -> int:
        """A gzip body may not blow up; one that came plain is dropped past the quota, so that its end is heard."""
        packed = "gzip" in request.headers.get("content-encoding", "").lower()
        return self.services.git.quota_bytes + FRAMING_BYTES if packed else 1 << 62

    async def take(self, request: GitRequest, commands: PushCommands, chunks: AsyncIterator[bytes]) -> None:
        services, repository = self.services, request.repository
        bytes_left = await asyncio.to_thread(services.git.bytes_left, repository.folder)
        full = words_on_quota(services.git.quota_bytes, bytes_left)
        if bytes_left <= 0:
            await refuse(request, commands, chunks, "the repository is full", full)
            return
        backend = self.backend(request, bytes_left)
        try:
            await asyncio.to_thread(
                admit_push,
                services.store,
                services.repositories,
                repository.id,
                person_id=request.person.id,
                arrived_at=request.arrived_at,
            )
        except RepositoryClosed as closed:
            await refuse(request, commands, chunks, "closed", str(closed))
            return
        except GraderFault:
            log.exception("a push to %s can't be let in", repository.folder)
            await refuse(request, commands, chunks, "a fault of ours", NOT_NOW)
            return
        answer = PushAnswer(commands)
        lines: list[str] = []
        try:
            await pass_through(request, commands, chunks, backend, answer)
        except (BadBody, BodyTooLarge) as error:
            lines.append(str(error))
        finally:
            lines += await asyncio.shield(self.record(request, answer))
        if TOO_LARGE in answer.words:
            lines.append(full)
        lines += words_on_git(bytes(answer.words), services.git.largest_file_bytes)
        await request.write(answer.end(lines))
        await request.end()

    async def record(self, request: GitRequest, answer: PushAnswer) -> list[str]:
        """Put what stands at the tip on record. Returns the lines for the terminal."""
        services, repository = self.services, request.repository
        try:
            receipt = await asyncio.to_thread(
                record_tip, services.store, services.repositories, services.clock, repository.id
            )
        except Exception:
            # git has taken the push, so it must not look failed; the scan of refs finds what is missing.
            log.exception("the push to %s is not on record yet", repository.folder)
            return [LATER] if answer.accepted else []
        if receipt and receipt.job_id:
            await asyncio.to_thread(self.ring)
        moved = receipt if DEFAULT_REF in answer.accepted else None
        description = await self.describe(repository.folder, moved) if moved else None
        return words_on_push(answer.accepted, answer.commands.deleted, moved, description, services.settings.url)

    async def describe(self, folder: str, receipt: Receipt) -> Description | GraderFault:
        commit = receipt.submission.commit
        reading = asyncio.to_thread(describe_commit, self.services.subjects, self.services.trees, folder, commit)
        try:
            async with asyncio.timeout(DESCRIBE_SECONDS):
                return await reading
        except TimeoutError:
            return GraderFault(f"reading {commit} took too long")
        except GraderFault as fault:
            return fault


async def pass_through(
    request: GitRequest, commands: PushCommands, chunks: AsyncIterator[bytes], backend: Backend, answer: PushAnswer
) -> None:
    """git takes the push, and the client hears git, but for the end. A client that is gone no longer stops it."""
    async with backend, alongside(backend.feed(joined(commands.start, chunks))) as sending:
        head = await backend.head()
        if head.status != 200:
            raise GraderFault(f"git http-backend answered {head.status}")
        await request.start(head)
        async for chunk in backend.chunks():
            try:
                data = answer.feed(chunk)
            except BadPacket as error:
                raise GraderFault(f"git http-backend's answer: {error}") from None
            if data:
                with contextlib.suppress(OSError):
                    await request.write(data)
        await sending


async def joined(start: bytes, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield start
    async for chunk in chunks:
        yield chunk


async def refuse_unread(request: GitRequest, chunks: AsyncIterator[bytes], text: str) -> None:
    """Refuse a push whose refs were not all read, on the band that ends the client's work with a word."""
    async for _ in chunks:
        pass
    await request.start(RESULT)
    await request.write(band_packets(3, f"{text}\n".encode()))
    await request.end()


async def refuse(
    request: GitRequest, commands: PushCommands, chunks: AsyncIterator[bytes], reason: str, text: str
) -> None:
    """Refuse every ref in git's own words. The pack is taken in first: until it is sent, no client listens."""
    async for _ in chunks:
        pass
    await request.start(RESULT)
    await request.write(refusal(commands, reason, [text]))
    await request.end()
