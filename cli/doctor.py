"""`peermill doctor`: is this machine fit to run hostile code?"""

import dataclasses
import json
from typing import Annotated

import typer

from cli.output import EXIT_FAULT, EXIT_OK, say, show
from core.errors import GraderFault
from sandboxes.self_test import Proof
from wiring.sandboxes import prove_limits
from wiring.settings import load


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Prove every limit of a sandbox on this machine. Exit code 3 if one doesn't hold."""
    try:
        proofs = prove_limits(load(), say)
    except GraderFault as fault:
        proofs = [Proof(name="engine", held=False, proof=str(fault))]
    ok = all(proof.held for proof in proofs)
    show(as_document(proofs, ok=ok) if as_json else as_words(proofs))
    raise typer.Exit(EXIT_OK if ok else EXIT_FAULT)


def as_document(proofs: list[Proof], *, ok: bool) -> str:
    return json.dumps({"ok": ok, "limits": [dataclasses.asdict(proof) for proof in proofs]}, indent=2)


def as_words(proofs: list[Proof]) -> str:
    width = max(len(proof.name) for proof in proofs)
    return "\n".join(f"{'held  ' if proof.held else 'FAILED'}  {proof.name:{width}}  {proof.proof}" for proof in proofs)
