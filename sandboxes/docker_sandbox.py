"""One container, driven: core's `Sandbox` port on Docker.

start_container -> DockerSandbox.put / run / seal / get -> destroy
"""

import contextlib
import errno
import itertools
import math
import os
import random
import time
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, TypeVar

import docker
import requests
from docker.errors import APIError, DockerException
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import GraderFault, SandboxDied, SandboxRefused
from core.runs import MOST_COLLECTED, Command, Conversation, RunResult, Sandbox, Stopped, Who
from core.trees import TreeEntry
from sandboxes.cgroups import PeakMemory, peak_memory_of
from sandboxes.container import MIB, PID_1_MIB, PID_1_PROCESSES, SLOTS, ContainerSpec, command, host_config, labels
from sandboxes.conversation import Frame, Side, SideEnded, relay
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
MOST_FILES = 100
# In a conversation the wall limit is the longest silence; all of it may take so many times that.
LONGEST_TIMES = 10
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
    stderr_bytes: Count
    stdout_over: bool
    stderr_over: bool
    exit: Annotated[int, Field(ge=0, le=255)] | None = None
    signal: Annotated[int, Field(ge=1, le=64)] | None = None
    stopped: Literal["cpu", "wall", "output", "partner"] | None = None
    wait_us: Count = 0
    peak_kib: Count = 0
    collected: Annotated[list[Annotated[int, Field(ge=-1, le=MOST_COLLECTED)]], Field(max_length=MOST_FILES)]


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
        wall_ms = command.limits.wall_ms
        self._prepare(command, len(command.stdin))
        header = self._request("run", command, wall_ms)
        timeout = ANSWER_SECONDS + wall_ms / 1000
        try:
            answer = self._stream.call(header, body_of(command), timeout)
        except StreamEnded as ended:
            raise self._death(ended) from None
        return self._result("run", answer, command, wall_ms)

    def converse(self, command: Command, partner: Sandbox, partners: Command) -> Conversation:
        if not isinstance(partner, DockerSandbox):
            raise TypeError(f"a sandbox of another kind can't be talked with: {partner!r}")
        own_ms = LONGEST_TIMES * command.limits.wall_ms
        partners_ms = own_ms + partners.limits.wall_ms
        try:
            listening = partner._join(partners, partners_ms, command.limits.stdout_bytes)
        except SandboxDied as death:
            raise GraderFault(f"the partner's sandbox: {death}") from None
        speaking = self._join(command, own_ms, partners.limits.stdout_bytes)
        try:
            relayed = relay(speaking, listening, ANSWER_SECONDS + partners_ms / 1000)
        except SideEnded as ended:
            if ended.side is speaking:
                raise self._death(ended.ended) from None
            raise GraderFault(f"the partner's sandbox: {partner._death(ended.ended)}") from None
        patience_ms = command.limits.wall_ms
        return Conversation(
            own=self._result("converse", relayed.own, command, patience_ms),
            partners=partner._result("converse", relayed.partners, partners, patience_ms),
            partner_first=relayed.partner_first,
            said=(*relayed.transcript.head, *relayed.transcript.tail),
            left_out=relayed.transcript.left_out,
        )

    def destroy(self) -> None:
        """Remove the container, whatever state it is in. Safe to call twice, and after the engine has gone."""
        self._stream.close()
        self._attached.close()  # a socket stays open until the file object on it is closed as well
        if self._peak:
            self._peak.close()
            self._peak = None
        remove(self._api, self.container_id)

    def _call(self, header: dict[str, Any], body: bytes = b"") -> Frame:
        try:
            answer = self._stream.call(header, body, ANSWER_SECONDS)
        except StreamEnded as ended:
            raise self._death(ended) from None
        return not_refused(header["op"], answer)

    def _join(self, command: Command, wall_ms: int, heard_bytes: int) -> Side:
        """Start a command that talks, and may be told so much."""
        self._prepare(command, heard_bytes)
        header = self._request("converse", command, wall_ms)
        try:
            self._stream.ask(header, body_of(command), ANSWER_SECONDS)
        except StreamEnded as ended:
            raise self._death(ended) from None
        limits = command.limits
        return Side(stream=self._stream, cap=limits.stdout_bytes, patience=limits.wall_ms / 1000)

    def _request(self, op: str, command: Command, wall_ms: int) -> dict[str, Any]:
        environment = {**self._spec.environment, **ENVIRONMENT}
        return request(op, command, wall_ms, environment, sample_memory=self._peak is None)

    def _prepare(self, command: Command, stdin_bytes: int) -> None:
        size = stdin_bytes + sum(len(entry.data) for entry in command.files)
        self._give(self._memory_kib(command, size), command.limits.processes)
        if self._peak:
            with contextlib.suppress(OSError):  # it goes with the container, of which the request says more
                self._peak.reset()

    def _result(self, op: str, frame: Frame, command: Command, patience_ms: int) -> RunResult:
        header, output = not_refused(op, frame)
        answer = parsed(RunAnswer, header)
        return result_of(answer, output, command.collect, patience_ms, self._used_kib(answer))

    def _used_kib(self, answer: RunAnswer) -> int:
        if self._peak:
            with contextlib.suppress(OSError):  # the container has ended since it answered
                return self._peak.above_kib(self._fixed_kib)
        return max(0, answer.peak_kib - self._fixed_kib)

    def _memory_kib(self, command: Command, size: int) -> int:
        """The container's limit for a run: what the command may use of its own, above what can't be reclaimed and the
        `size` bytes that it is given to read.

        For a build that is taken as PID 1's share, so that a container starts with the limit of most builds: changing
        it costs 20 ms.
        """
        if command.who is Who.BUILD:
            return (command.limits.memory_mib + PID_1_MIB) * 1024
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


def not_refused(op: str, frame: Frame) -> Frame:
    if "fault" in frame[0]:
        raise SandboxRefused(f"the sandbox refused to {op}: {frame[0]['fault']}")
    return frame


def request(
    op: str, command: Command, wall_ms: int, environment: Mapping[str, str], *, sample_memory: bool
) -> dict[str, Any]:
    limits = command.limits
    return {
        "op": op,
        "who": command.who.value,
        "argv": command.argv,
        "env": environment,
        "cpu_us": limits.cpu_ms * 1000,
        "wall_us": wall_ms * 1000,
        "stdout_cap": limits.stdout_bytes,
        "stderr_cap": limits.stderr_bytes,
        "sample_memory": sample_memory,
        "files": [[entry.path, entry.kind.value, len(entry.data)] for entry in command.files],
        "collect": command.collect,
        "most_collected": MOST_COLLECTED,
    }


def body_of(command: Command) -> bytes:
    return b"".join((*(entry.data for entry in command.files), command.stdin))


def result_of(answer: RunAnswer, output: bytes, collect: Sequence[str], patience_ms: int, memory_kib: int) -> RunResult:
    """A hostile answer as a result. `starved`: of the `patience_ms` of wall time too much went to waiting for a CPU
    that others had."""
    waited_for_others = answer.wait_us - max(0, answer.cpu_us)
    sizes = (answer.stdout_bytes, answer.stderr_bytes, *(max(0, size) for size in answer.collected))
    if len(answer.collected) != len(collect) or sum(sizes) != len(output):
        raise GraderFault("the sandbox gave a malformed answer: it has another size than announced")
    stdout, stderr, *files = cut(output, sizes)
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
        starved=answer.stopped in ("wall", "partner") and waited_for_others > STARVED_SHARE * patience_ms * 1000,
        stdout=stdout,
        stderr=stderr,
        stdout_over=answer.stdout_over,
        stderr_over=answer.stderr_over,
        files={path: data for path, size, data in zip(collect, answer.collected, files, strict=True) if size >= 0},
    )


def cut(data: bytes, sizes: Sequence[int]) -> list[bytes]:
    ends = list(itertools.accumulate(sizes))
    return [data[end - size : end] for end, size in zip(ends, sizes, strict=True)]


def start_sandbox(
    client: docker.DockerClient, image_id: str, runtime: str, owner: str, environment: Mapping[str, str]
) -> DockerSandbox:
    """Create and start a container in a slot that is free on this engine. Raises GraderFault."""
    try:
        while True:
            slot = random.randrange(SLOTS)
            spec = ContainerSpec(image_id=image_id, slot=slot, runtime=runtime, environment=environment)
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
