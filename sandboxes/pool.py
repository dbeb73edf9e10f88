"""The warm pool: started containers that wait, each for one submission.

take --> a warm sandbox (or one started now) --> the submission --> destroyed
             ^                                                        |
             +---------- started in the background <------------------+
"""

import contextlib
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Protocol

import docker

from core.errors import PeermillError
from core.languages import LANGUAGES
from core.runs import Sandbox
from sandboxes.docker_sandbox import DockerSandbox, start_sandbox
from sandboxes.owners import this_process

WARM_SECONDS = 3600.0
HANDS = 2


class ImageOf(Protocol):
    def __call__(self, language: str, setup: bytes = ..., /) -> str:
        """The id of a language's image, with what `setup` adds to it. Raises GraderFault."""


class WarmPool:
    """Implements core.runs.SandboxPool for many threads. `image_of` gives a language's image id, building it at need.

    `size` containers of a language are kept warm once one was taken; those too old to outlive a submission
    within their label's deadline are replaced.
    """

    def __init__(self, client: docker.DockerClient, image_of: ImageOf, *, size: int, runtime: str) -> None:
        self.client = client
        self.image_of = image_of
        self._size = size
        self._runtime = runtime
        self._warm: dict[str, deque[tuple[float, Future[DockerSandbox]]]] = {}
        self._lock = Lock()
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="sandbox-pool")
        self._closed = False

    @contextlib.contextmanager
    def take(self, language: str, setup: bytes = b"") -> Iterator[Sandbox]:
        image_id = self.image_of(language, setup)
        sandbox = self._warm_one(image_id) or self._start(image_id, language)
        try:
            yield sandbox
        finally:
            self._refill(image_id, language)
            self._dispose(sandbox)

    def warm(self, language: str) -> None:
        """Have `size` containers started for that language, and wait for them. Raises GraderFault."""
        image_id = self.image_of(language)
        self._refill(image_id, language)
        for _, future in list(self._warm[image_id]):
            future.result()

    def close(self) -> None:
        """Destroy every container that waits; those in use are destroyed when their submission is done."""
        with self._lock:
            self._closed = True
            waiting = [future for queue in self._warm.values() for _, future in queue]
            self._warm.clear()
        self._hands.shutdown(wait=True)
        for future in waiting:
            with contextlib.suppress(PeermillError):
                future.result().destroy()

    def _start(self, image_id: str, language: str) -> DockerSandbox:
        environment = LANGUAGES[language].environment
        return start_sandbox(self.client, image_id, self._runtime, this_process(), environment)

    def _warm_one(self, image_id: str) -> DockerSandbox | None:
        """The oldest warm sandbox, waiting for it if it is still starting; None where none is, or it failed."""
        while True:
            with self._lock:
                queue = self._warm.setdefault(image_id, deque())
                started, future = queue.popleft() if queue else (0.0, None)
            if future is None:
                return None
            with contextlib.suppress(PeermillError):
                sandbox = future.result()
                if time.monotonic() - started < WARM_SECONDS:
                    return sandbox
                self._dispose(sandbox)
                continue
            return None

    def _refill(self, image_id: str, language: str) -> None:
        with self._lock:
            queue = self._warm.setdefault(image_id, deque())
            while len(queue) < self._size and not self._closed:
                queue.append((time.monotonic(), self._hands.submit(self._start, image_id, language)))

    def _dispose(self, sandbox: DockerSandbox) -> None:
        with self._lock:
            if not self._closed:
                self._hands.submit(sandbox.destroy)
                return
        sandbox.destroy()
