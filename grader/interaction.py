"""An interactive testcase: the submission talks with the interactor, and who ended first decides first.

the interactor can't decide                 -> JE   (unless the submission had failed before it ended)
the interactor ends first, and rejects      -> WA   whatever the submission does after that
the submission fails (TLE, RTE, MLE, OLE)   -> that
else                                        -> as the interactor judges

As DOMjudge and problemtools judge: a validator that rejects before the submission ends overrides what that then does,
since it only met the end of its input. Here a submission that failed first also overrides an interactor that then
can't decide. A conversation in which both wait is the submission's TLE.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby

from core.errors import SandboxDied
from core.runs import MOST_KEPT, Command, Conversation, Limits, RunResult, Said, Sandbox, Stopped
from exercises.model import Testcase
from grader.classify import classify
from grader.decision import Decision
from grader.fairness import fairly, patient
from grader.judgement import by_judgement, read_judgement, unfit
from grader.referee import Referee, Unfit
from grader.words import visible

ROLE = "interactor"
SUBMISSION, INTERACTOR = "> ", "< "
NO_LINE_END = " [no line end]"


def interact(sandbox: Sandbox, referee: Referee, command: Command, testcase: Testcase) -> tuple[RunResult, Decision]:
    """What the submission did, and what was decided.

    Raises Unfit where the interactor can't be had, SandboxDied of the submission's sandbox, GraderFault.
    """
    partner, partners = referee.sandbox(), referee.command(testcase)
    try:
        held = fairly(
            lambda patience: sandbox.converse(patient(command, patience), partner, patient(partners, patience)),
            lambda held: held.own.starved or held.partners.starved,
        )
    except SandboxDied:
        referee.dismiss()  # it is still in the middle of the conversation
        raise
    return held.own, decide(held, command.limits, partners.limits, testcase)


def decide(held: Conversation, limits: Limits, partners: Limits, testcase: Testcase) -> Decision:
    transcript = as_text(held)
    verdict, detail = classify(held.own, limits, testcase.exit_code)
    if held.own.stopped is Stopped.WALL:
        detail = f"nothing was said for {limits.wall_ms} ms, or it was too slow all along: does it flush its output?"
    if verdict is not None and not held.partner_first:
        return Decision(verdict=verdict, detail=detail, transcript=transcript)
    try:
        judgement = read_judgement(held.partners, partners, testcase.points)
    except Unfit as failure:
        return unfit(ROLE, failure, transcript=transcript)
    if verdict is not None and judgement.accepted:
        return Decision(verdict=verdict, detail=detail, transcript=transcript, for_staff=judgement.to_staff)
    return by_judgement(judgement, ROLE, transcript=transcript)


def as_text(held: Conversation) -> str:
    """A line each: `> ` is the submission's, `< ` the interactor's, as in the package format's `.interaction` files."""
    sizes = accumulate(len(said.text) for said in held.said)
    head = next((number for number, size in enumerate(sizes, 1) if size >= MOST_KEPT), len(held.said))
    gap = [f"[... {held.left_out} bytes left out]"] if held.left_out else []
    return "\n".join([*lines_of(held.said[:head]), *gap, *lines_of(held.said[head:])])


def lines_of(said: Iterable[Said]) -> Iterator[str]:
    for by_partner, pieces in groupby(said, key=lambda piece: piece.by_partner):
        *whole, rest = b"".join(piece.text for piece in pieces).split(b"\n")
        mark = INTERACTOR if by_partner else SUBMISSION
        yield from (mark + shown(line) for line in whole)
        if rest:
            yield mark + shown(rest) + NO_LINE_END


def shown(line: bytes) -> str:
    return visible(line.decode(errors="backslashreplace"))
