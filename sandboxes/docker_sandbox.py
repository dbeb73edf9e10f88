"""One container, driven: core's `Sandbox` port on Docker.

start_container -> DockerSandbox.put / run / seal / get -> destroy
"""

import contextlib
import errno
import math
import os
import random
import time
from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar

import docker
import requests
from docker.errors import APIError, DockerException
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import GraderFault, SandboxDied, SandboxRefused
from core.runs import Command, Limits, RunResult, Stopped, Who
from core.trees import TreeEntry
from sandboxes.cgroups import PeakMemory, peak_memory_of
from sandboxes.container import MIB, PID_1_MIB, PID_1_PROCESSES, SLOTS, ContainerSpec, command, host_config, labels
from sandboxes.stream import FrameStream, StreamEnded

ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8", "TMPDIR": "/tmp"}
START_SECONDS = 30.0
ANSWER_SECONDS = 60.0
DEATH_SECONDS = 5.0
OOM_SECONDS = 0.3
MAX_ANSWER_BYTES = 64 * MIB
STARVED_SHARE = 0.25
LARGE_STDIN_BYTES = 256 << 10
STDIN_STEP_KIB = 4096
HTTP_CONFLICT = 409
MOST = 1 << 53
Count = Annotated[int, Field(ge=0, le=MOST)]
Answer = TypeVar("Answer", bound=BaseModel)


class RunAnswer(BaseModel):
    """What PID 1 says of a run. Strict: it comes out of a container that ran hostile code."""

    model_config = ConfigDict(extra="forbid", strict=True)

    exec_errno: Annotated[int, Field(ge=-1, le=4095)]
    cpu_us: Annotated[int, Field(ge=-MOST, le=MOST)]
    wall_us: Count
    oom_kills: Count
    forks_refused: Count
    stdout_bytes: Count
    stdout_over: bool
    stderr_over: bool
    exit: Annotated[int, Field(ge=0, le=255)] | None = None
    signal: Annotated[int, Field(ge=1, le=64)] | None = None
    stopped: Literal["cpu", "wall", "output"] | None = None
    wait_us: Count = 0
    peak_kib: Count = 0


class FixedMemory(BaseModel):
    """What PID 1 says that it and the product take up; never more than its first limit and the largest product."""

    model_config = ConfigDict(extra="forbid", strict=True)

    fixed_kib: Annotated[int, Field(ge=0, le=1 << 20)]


class DockerSandbox:
    """Implements core.runs.Sandbox. One thread at a time."""

    def __init__(self, client: docker.DockerClient, container_id: str, spec: ContainerSpec) -> None:
        self._api: Any = client.api
        self.container_id = container_id
        self._spec = spec
        self._given = (spec.memory_mib * 1024, spec.processes)
        self._fixed_kib = 0
        self._attached = self._api.attach_socket(container_id, {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1})
        self._stream = FrameStream(getattr(self._attached, "_sock", self._attached), MAX_ANSWER_BYTES)
        self._peak: PeakMemory | None = None

    @property
    def image_id(self) -> str:
        return self._spec.image_id

    def start(self) -> None:
        """Start the container and wait until PID 1 is ready. Raises GraderFault, SandboxDied."""
        self._api.start(self.container_id)
        try:
            ready, _ = self._stream.receive(time.monotonic() + START_SECONDS)
            self._fixed_kib = parsed(FixedMemory, ready).fixed_kib
        except StreamEnded as ended:
            raise self._death(ended) from None
        self._peak = peak_memory_of(self._state()["Pid"])

    def put(self, entries: Sequence[TreeEntry], *, folder: str = "") -> None:
        prefix = f"{folder}/" if folder else ""
        files = [[prefix + entry.path, entry.kind.value, len(entry.data)] for entry in entries]
        self._call({"op": "put", "folder": folder, "files": files}, b"".join(entry.data for entry in entries))

    def seal(self) -> None:
        header, _ = self._call({"op": "seal"})
        self._fixed_kib = parsed(FixedMemory, header).fixed_kib

    def get(self, path: str, max_bytes: int) -> bytes | None:
        try:
            _, data = self._call({"op": "get", "path": path, "max_bytes": max_bytes})
        except SandboxRefused:
            return None
        return data

    def run(self, command: Command) -> RunResult:
        limits = command.limits
        self._give(self._memory_kib(command), limits.processes)
        if self._peak:
            with contextlib.suppress(OSError):  # it goes with the container, of which the request says more
                self._peak.reset()
        header, output = self._call(
            {
                "op": "run",
                "who": command.who.value,
                "argv": command.argv,
                "env": ENVIRONMENT,
                "cpu_us": limits.cpu_ms * 1000,
                "wall_us": limits.wall_ms * 1000,
                "stdout_cap": limits.stdout_bytes,
                "stderr_cap": limits.stderr_bytes,
                "sample_memory": self._peak is None,
            },
            command.stdin,
            ANSWER_SECONDS + limits.wall_ms / 1000,
        )
        answer = parsed(RunAnswer, header)
        return result_of(answer, output, limits, self._used_kib(answer))

    def destroy(self) -> None:
        """Remove the container, whatever state it is in. Safe to call twice, and after the engine has gone."""
        self._stream.close()
        self._attached.close()  # a socket stays open until the file object on it is closed as well
        if self._peak:
            self._peak.close()
            self._peak = None
        remove(self._api, self.container_id)

    def _call(
        self, header: dict[str, Any], body: bytes = b"", timeout: float = ANSWER_SECONDS
    ) -> tuple[dict[str, Any], bytes]:
        try:
            answer, data = self._stream.call(header, body, timeout)
        except StreamEnded as ended:
            raise self._death(ended) from None
        if "fault" in answer:
            raise SandboxRefused(f"the sandbox refused to {header['op']}: {answer['fault']}")
        return answer, data

    def _used_kib(self, answer: RunAnswer) -> int:
        if self._peak:
            with contextlib.suppress(OSError):  # the container has ended since it answered
                return self._peak.above_kib(self._fixed_kib)
        return max(0, answer.peak_kib - self._fixed_kib)

    def _memory_kib(self, command: Command) -> int:
        """The container's limit for a run: what the command may use of its own, above what can't be reclaimed.

        For a build that is taken as PID 1's share, so that a container starts with the limit of most builds: changing
        it costs 20 ms.
        """
        if command.who is Who.BUILD:
            return (command.limits.memory_mib + PID_1_MIB) * 1024
        size = len(command.stdin)
        steps = math.ceil(2 * size / 1024 / STDIN_STEP_KIB) if size > LARGE_STDIN_BYTES else 0
        return self._fixed_kib + command.limits.memory_mib * 1024 + steps * STDIN_STEP_KIB

    def _give(self, memory_kib: int, processes: int) -> None:
        """Set the container's limits, if they differ. `update_container` knows no pids limit, the engine's API does."""
        if (memory_kib, processes) == self._given:
            return
        memory = memory_kib * 1024
        limits = {"Memory": memory, "MemorySwap": memory, "PidsLimit": processes + PID_1_PROCESSES}
        try:
            answer = self._api._post_json(
                self._api._url("/containers/{0}/update", self.container_id),
                data=limits,
            )
            self._api._raise_for_status(answer)
        except (DockerException, requests.RequestException) as error:
            raise GraderFault(f"the engine did not set the sandbox's limits: {error}") from None
        self._given = (memory_kib, processes)

    def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = self._api.inspect_container(self.container_id)["State"]
        return state

    def _death(self, ended: StreamEnded) -> SandboxDied:
        """Why PID 1 is gone. The engine notices an end later than its stream, and a lack of memory later yet."""
        deadline = time.monotonic() + DEATH_SECONDS
        running = True
        while time.monotonic() < deadline:
            try:
                state = self._state()
            except (DockerException, requests.RequestException):
                break
            if state["OOMKilled"]:
                return SandboxDied(f"the sandbox ran out of memory: {ended}", out_of_memory=True)
            if running and not state["Running"]:
                running, deadline = False, time.monotonic() + OOM_SECONDS
            time.sleep(0.02)
        return SandboxDied(f"the sandbox died: {ended}", out_of_memory=False)


def parsed(model: type[Answer], header: dict[str, Any]) -> Answer:
    try:
        return model.model_validate(header)
    except ValidationError as error:
        raise GraderFault(f"the sandbox gave a malformed answer: {error.errors()[0]['msg']}") from None


def result_of(answer: RunAnswer, output: bytes, limits: Limits, memory_kib: int) -> RunResult:
    """A hostile answer as a result. `starved`: its wall time went to waiting for a CPU that others had."""
    waited_for_others = answer.wait_us - max(0, answer.cpu_us)
    return RunResult(
        exit_code=answer.exit,
        signal=answer.signal,
        stopped=Stopped(answer.stopped) if answer.stopped else None,
        exec_error=os.strerror(answer.exec_errno) if answer.exec_errno else None,
        cpu_ms=max(0, answer.cpu_us) / 1000,
        wall_ms=answer.wall_us / 1000,
        memory_kib=memory_kib,
        out_of_memory=answer.oom_kills > 0 or answer.exec_errno == errno.ENOMEM,
        forks_refused=answer.forks_refused > 0,
        starved=answer.stopped == "wall" and waited_for_others > STARVED_SHARE * limits.wall_ms * 1000,
        stdout=output[: answer.stdout_bytes],
        stderr=output[answer.stdout_bytes :],
        stdout_over=answer.stdout_over,
        stderr_over=answer.stderr_over,
    )


def start_sandbox(client: docker.DockerClient, image_id: str, runtime: str, owner: str) -> DockerSandbox:
    """Create and start a container in a slot that is free on this engine. Raises GraderFault."""
    try:
        while True:
            spec = ContainerSpec(image_id=image_id, slot=random.randrange(SLOTS), runtime=runtime)
            try:
                container_id = create(client, spec, owner)
            except APIError as error:
                if error.status_code == HTTP_CONFLICT:
                    continue
                raise
            return started(client, container_id, spec)
    except (DockerException, requests.RequestException) as error:
        raise GraderFault(f"the engine could not start a sandbox: {error}") from None


def started(client: docker.DockerClient, container_id: str, spec: ContainerSpec) -> DockerSandbox:
    """The container, attached and ready; removed where it can't be."""
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(remove, client.api, container_id)
        sandbox = DockerSandbox(client, container_id, spec)
        on_failure.callback(sandbox.destroy)
        sandbox.start()
        on_failure.pop_all()
    return sandbox


def remove(api: docker.APIClient, container_id: str) -> None:
    """Whatever state it is in. One that can't be removed is the reaper's: it goes by labels, not by our memory."""
    with contextlib.suppress(DockerException, requests.RequestException):
        api.remove_container(container_id, force=True, v=True)


def create(client: docker.DockerClient, spec: ContainerSpec, owner: str) -> str:
    container: dict[str, str] = client.api.create_container(
        spec.image_id,
        command(spec),
        name=spec.name,
        stdin_open=True,
        network_disabled=True,
        hostname="sandbox",
        working_dir="/",
        user="0:0",
        labels=labels(owner, time.time()),
        host_config=client.api.create_host_config(**host_config(spec)),
    )
    return container["Id"]
