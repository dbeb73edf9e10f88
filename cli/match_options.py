"""The options of `peermill match` and `peermill match explain`. Light to import, as every command's help needs them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from matching.policy import Cycles, Fairness

MATRICES = (".npy", ".npz", ".in", ".txt")


class CycleChoice(StrEnum):
    NONE = "none"
    TWO = "2"
    THREE = "3"
    FOUR = "4"


LENGTHS: dict[CycleChoice, Cycles] = {
    CycleChoice.NONE: 0,
    CycleChoice.TWO: 2,
    CycleChoice.THREE: 3,
    CycleChoice.FOUR: 4,
}

InstanceFile = Annotated[Path, typer.Argument(help="JSON, or a matrix: .npy, .npz, or text (.in, .txt).")]
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="TOML or JSON; for JSON instances.")]
CyclesOption = Annotated[CycleChoice | None, typer.Option("--cycles", help="No cycle of so many people or fewer.")]
ChanceOption = Annotated[float | None, typer.Option("--max-probability", help="Of any one pair: over 0, at most 1.")]
FairnessOption = Annotated[Fairness | None, typer.Option("--fairness", help="What comes first.")]
SeedOption = Annotated[int | None, typer.Option("--seed", min=0, help="Random unless given; printed.")]
EachOption = Annotated[int | None, typer.Option("--k", help="Matrices: evaluators a submission (3).")]
LoOption = Annotated[int | None, typer.Option("--lo", help="Matrices: least submissions an evaluator (0).")]
HiOption = Annotated[int | None, typer.Option("--hi", help="Matrices: most submissions an evaluator (k).")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The options as they came; None where one wasn't given."""

    policy: Path | None
    cycles: CycleChoice | None
    max_probability: float | None
    fairness: Fairness | None
    k: int | None
    lo: int | None
    hi: int | None


def is_matrix(instance: Path) -> bool:
    return instance.suffix in MATRICES
