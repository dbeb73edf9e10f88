"""A pairing in JSON and in words."""

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.memory import peak_rss_mib
from matching.market import Market
from matching.outcome import Outcome
from matching.report import Figures

MOST_ROWS = 40


def document(market: Market, outcome: Outcome, found: Figures, *, numbered: bool) -> dict[str, Any]:
    """`numbered`: ids are numbers, as a matrix has them."""
    return {
        "objective": outcome.objective,
        "expected_objective": outcome.expected_objective,
        "upper_bound": outcome.upper_bound,
        "upper_bound_free": outcome.upper_bound_free,
        "gap": outcome.gap,
        "pairs": _pairs(market, outcome, len(outcome.pairs), numbered=numbered),
        **asdict(found),
        "notes": list(outcome.notes),
        "seconds": outcome.seconds,
        "peak_rss_mib": peak_rss_mib(),
        "seed": outcome.seed,
    }


def _pairs(market: Market, outcome: Outcome, most: int, *, numbered: bool) -> list[dict[str, Any]]:
    pairs = outcome.pairs
    rows = zip(pairs.evaluator.tolist(), pairs.submission.tolist(), pairs.value.tolist(), strict=True)
    return [
        {
            "evaluator": evaluator if numbered else market.evaluator_name(evaluator),
            "submission": submission if numbered else market.submission_name(submission),
            "score": score,
            "reason": market.reason(submission, evaluator),
        }
        for (evaluator, submission, score), _ in zip(rows, range(most), strict=False)
    ]


def show_pairing(market: Market, outcome: Outcome, found: Figures, console: Console) -> None:
    table = Table("submission", "evaluator", "score", "why", box=None)
    for pair in _pairs(market, outcome, MOST_ROWS, numbered=False):
        table.add_row(
            _plain(pair["submission"]), _plain(pair["evaluator"]), f"{pair['score']:.4f}", _plain(pair["reason"])
        )
    console.print(table)
    if len(outcome.pairs) > MOST_ROWS:
        console.print(f"... and {len(outcome.pairs) - MOST_ROWS} more pairs: --json lists them all")
    for line in lines_of(outcome, found):
        console.print(line, markup=False, highlight=False)


def _plain(text: str) -> str:
    """Names are data: no markup of theirs, no control characters, reaches the terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text).replace("[", r"\[")


def lines_of(outcome: Outcome, found: Figures) -> list[str]:
    loads, seconds = found.loads, outcome.seconds
    return [
        f"total {outcome.objective:.5f} (expected {outcome.expected_objective:.5f}), "
        f"at most {outcome.upper_bound:.5f}: gap {outcome.gap:.4%}",
        f"without the circle at most {outcome.upper_bound_free:.5f}",
        f"lowest score {found.min_score:.4f}, lowest sum of a submission {found.min_sum:.4f}",
        f"loads {loads.min} to {loads.max}, gini {loads.gini:.3f}; {found.unfilled} places unfilled",
        f"cycles of 2: {found.cycles[2]}, of 3: {found.cycles[3]}",
        f"highest probability of a pair {found.max_pair_probability:.4f}",
        *(f"note: {note}" for note in outcome.notes),
        ", ".join(f"{part} {spent:.2f} s" for part, spent in seconds.items()),
        f"seed {outcome.seed}",
    ]
