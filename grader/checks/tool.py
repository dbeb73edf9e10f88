"""A tool of ours in the sandbox, on a submission's files: what it said, or why it could not say anything.

Whatever stops the tool was in the files that it read, so that is the student's: never a fault of ours.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import GraderFault, SandboxDied
from core.runs import Command, Limits, Sandbox, Who
from exercises.manifest import Build
from grader.classify import classify
from grader.fairness import run_fairly
from grader.limits import limits_of

ANSWER_BYTES = 4 << 20

Answer = TypeVar("Answer", bound=BaseModel)


class FromSandbox(BaseModel):
    """What comes out of a container. A tool may say more than we ask for; a key that we need has one strict type."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`trouble`: in words, why the tool didn't come to its own end; nothing else counts then."""

    trouble: str = ""
    exit_code: int = 0
    stdout: bytes = field(default=b"", repr=False)
    stderr: bytes = field(default=b"", repr=False)


def tool_limits(build: Build) -> Limits:
    """A tool may use what the build may, and say more."""
    return replace(limits_of(build), stdout_bytes=ANSWER_BYTES, stderr_bytes=ANSWER_BYTES)


def run_tool(sandbox: Sandbox, argv: Sequence[str], limits: Limits, stdin: bytes = b"", who: Who = Who.BUILD) -> Said:
    """Raises SandboxDied where it wasn't for memory, GraderFault."""
    try:
        result = run_fairly(sandbox, Command(who=who, argv=tuple(argv), limits=limits, stdin=stdin))
    except SandboxDied as death:
        if not death.out_of_memory:
            raise
        return Said(trouble=f"needed more than {limits.memory_mib} MiB of memory")
    _, trouble = classify(result, limits, exit_code=result.exit_code or 0)
    return Said(trouble=trouble, exit_code=result.exit_code or 0, stdout=result.stdout, stderr=result.stderr)


def run_inside(sandbox: Sandbox, program: str, request: object, limits: Limits) -> Said:
    """Run `inside/PROGRAM.py` on a request that it reads as JSON. `-I -S`: no file of the submission is imported."""
    source = files("grader.checks.inside").joinpath(f"{program}.py").read_text()
    return run_tool(sandbox, ("python3", "-I", "-S", "-c", source), limits, json.dumps(request).encode())


def answer_of(model: type[Answer], said: Said) -> Answer:
    """The answer of a program of ours. Raises GraderFault where it isn't one: no code of the submission had a say."""
    try:
        return model.model_validate_json(said.stdout)
    except ValidationError as error:
        words = said.stderr[-500:].decode(errors="replace")
        raise GraderFault(f"a check's program gave a malformed answer: {error.errors()[0]['msg']} {words}") from None
