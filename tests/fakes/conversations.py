"""Two that talk, in memory: a generator each, in turns.

talk(command) -> Talker --yields what it prints--> Speaker --> the other's Speaker --sends what it reads--> Talker
"""

from collections.abc import Generator
from dataclasses import dataclass, field, replace

from core.runs import Command, Conversation, RunResult, Said, Stopped

PATIENT_TURNS = 20
Talker = Generator[bytes, bytes | None, RunResult]
"""Yields what it prints, or nothing to listen; is sent what it reads: nothing yet, or None at the end."""


def silent(_: Command) -> Talker:
    raise AssertionError("this test's sandbox has nothing to say")
    yield b""


@dataclass
class Speaker:
    """One of two that talk."""

    talker: Talker
    limit: int
    begun: bool = False
    heard: bytearray = field(default_factory=bytearray)
    deaf: bool = False
    result: RunResult | None = None

    def _hear(self) -> bytes:
        heard = None if self.deaf and not self.heard else bytes(self.heard)
        self.heard.clear()
        return self.talker.send(heard)

    def turn(self) -> bytes:
        """What it says next. Its result is there once it has ended, or said too much."""
        try:
            said = self._hear() if self.begun else next(self.talker)
        except StopIteration as end:
            self.result = end.value
            return b""
        self.begun = True
        self.limit -= len(said)
        if self.limit < 0:
            self.result = stopped_at(Stopped.OUTPUT)
        return said[: self.limit] if self.limit < 0 else said


def stopped_at(limit: Stopped) -> RunResult:
    return RunResult(
        exit_code=None,
        signal=9,
        stopped=limit,
        exec_error=None,
        cpu_ms=0,
        wall_ms=0,
        memory_kib=0,
        out_of_memory=False,
        forks_refused=False,
        starved=False,
        stdout=b"",
        stderr=b"",
        stdout_over=limit is Stopped.OUTPUT,
        stderr_over=False,
    )


def held(own: Speaker, partner: Speaker) -> Conversation:
    """In turns, until both have ended. Where neither has anything to say, the first has been silent for too long."""
    said: list[Said] = []
    first: Speaker | None = None
    quiet = 0
    while own.result is None or partner.result is None:
        for speaker, other in ((own, partner), (partner, own)):
            if speaker.result is not None:
                continue
            text = speaker.turn()
            if text:
                said.append(Said(by_partner=speaker is partner, text=text))
                other.heard += text
            if speaker.result is not None:
                first = first or speaker
                other.deaf = True
                if speaker.result.stopped and other.result is None:
                    other.result = stopped_at(Stopped.PARTNER)
            quiet = 0 if text or speaker.result else quiet + 1
        if quiet > PATIENT_TURNS:
            (own if own.result is None else partner).result = stopped_at(Stopped.WALL)
            partner.result = partner.result or stopped_at(Stopped.PARTNER)
    return Conversation(
        own=replace(own.result, stdout=b""),
        partners=replace(partner.result, stdout=b""),
        partner_first=first is partner,
        said=tuple(said),
        left_out=0,
    )
