"""Proves on this very machine that each limit of a sandbox holds. No submission is graded before it has.

probes -> a sandbox of the pool -> proofs -> all held: remembered for this boot, engine, image and set of probes
                                          -> one did not: GraderFault, nothing is graded
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docker

from core.errors import GraderFault, SandboxDied
from core.runs import Command, RunResult, Sandbox, SandboxPool, Who
from core.trees import EntryKind, TreeEntry
from sandboxes.owners import boot_and_namespace
from sandboxes.probes import PROBES, ROOMY, Probe

LANGUAGE = "python"
REMEMBERED = "self-test.json"
MOST_REMEMBERED = 16
SAID_BYTES = 300
STARVED_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One limit: whether it held, and what was seen that shows it."""

    name: str
    held: bool
    proof: str


def ensure_self_test(
    client: docker.DockerClient,
    pool: SandboxPool,
    var: Path,
    say: Callable[[str], None],
    *,
    runtime: str,
    image_id: str,
    language: str = LANGUAGE,
) -> None:
    """Run the self-test unless it passed here under the same conditions. Raises GraderFault naming what didn't hold.

    `image_id` is that of `language`, which it runs in.
    """
    remembered = var / REMEMBERED
    key = key_of(client, runtime, image_id)
    passed = remembered.read_text().splitlines() if remembered.is_file() else []
    if key in passed:
        return
    say("Proving the sandbox's limits on this machine")
    failed = [proof for proof in self_test(pool, language) if not proof.held]
    if failed:
        names = "; ".join(f"{proof.name}: {proof.proof}" for proof in failed)
        raise GraderFault(f"the self-test failed, so nothing is graded here ({names}); see `peermill doctor`")
    var.mkdir(parents=True, exist_ok=True)
    draft = remembered.with_suffix(".new")
    try:
        draft.write_text("".join(f"{line}\n" for line in [*passed[1 - MOST_REMEMBERED :], key]))
        draft.replace(remembered)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def key_of(client: docker.DockerClient, runtime: str, image_id: str) -> str:
    """Changes with the boot, the engine, its runtime, the image and every source file that a limit rests on."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    code = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    engine = client.info()
    return json.dumps([boot_and_namespace(), engine["ID"], engine["ServerVersion"], runtime, image_id, code])


def self_test(pool: SandboxPool, language: str = LANGUAGE) -> list[Proof]:
    """Every probe in turn, in one sandbox; one that ends it may fail, and the rest go on in a fresh one."""
    proofs: list[Proof] = []
    while len(proofs) < len(PROBES):
        with pool.take(language) as sandbox:
            sandbox.seal()
            for probe in PROBES[len(proofs) :]:
                try:
                    proofs.append(prove(sandbox, probe))
                except SandboxDied as death:
                    held = probe.may_end_the_sandbox and death.out_of_memory
                    proofs.append(Proof(name=probe.name, held=held, proof=probe.promise if held else str(death)))
                    break
    with pool.take(language) as sandbox:
        proofs.append(prove_sealed(sandbox))
    return proofs


def prove(sandbox: Sandbox, probe: Probe) -> Proof:
    if probe.before:
        run(sandbox, probe.before, probe)
    result = run(sandbox, probe.program, probe)
    held = probe.holds(result)
    return Proof(name=probe.name, held=held, proof=probe.promise if held else f"NOT HELD: {seen(result)}")


def prove_sealed(sandbox: Sandbox) -> Proof:
    """A product that its build left open to everyone can't be changed by a test."""
    sandbox.put([TreeEntry(path="open", kind=EntryKind.FILE, data=b"before")])
    sandbox.run(Command(who=Who.BUILD, argv=("chmod", "-R", "777", "."), limits=ROOMY))
    sandbox.seal()
    attempt = "echo after > /box/product/open; rm -f /box/product/open; touch /box/product/new"
    sandbox.run(Command(who=Who.TEST, argv=("sh", "-c", attempt), limits=ROOMY))
    held = sandbox.get("open", 100) == b"before" and sandbox.get("new", 100) is None
    said = "a test could not change a product that its build had left open to all"
    return Proof(name="product-read-only", held=held, proof=said if held else "NOT HELD: a test changed the product")


def run(sandbox: Sandbox, program: str, probe: Probe) -> RunResult:
    """A probe that only waited for a CPU is run again: that says nothing of the limit."""
    command = Command(who=Who.TEST, argv=("python3", "-ISBc", program), limits=probe.limits)
    tries = (sandbox.run(command) for _ in range(STARVED_TRIES))
    return next((result for result in tries if not result.starved), None) or sandbox.run(command)


def seen(result: RunResult) -> str:
    said = result.stderr[-SAID_BYTES:].decode(errors="replace").strip()
    return (
        f"exit code {result.exit_code}, signal {result.signal}, stopped {result.stopped}, {result.cpu_ms:.0f} ms CPU, "
        f"{result.wall_ms:.0f} ms wall, {result.memory_kib} KiB, out of memory {result.out_of_memory}; {said}"
    )
