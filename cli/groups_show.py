"""Groups in words."""

from pydantic import JsonValue
from rich.console import Console
from rich.table import Table
from rich.text import Text

from matching.groups.report import Balance, Goal, Report

MOST_ROWS = 40


def show_report(report: Report, console: Console) -> None:
    for number, group in enumerate(report.groups, 1):
        _say(console, f"group {number}: {', '.join(group.members)}")
        _say(console, "  " + "; ".join(f"{name} {_words(value)}" for name, value in group.facts.items()))
    if report.left_over:
        _say(console, f"left over: {len(report.left_over)}")
    for left in report.left_over[:MOST_ROWS]:
        _say(console, f"  {left.person}: {left.why}")
    if len(report.left_over) > MOST_ROWS:
        _say(console, f"  ... and {len(report.left_over) - MOST_ROWS} more: --json lists them all")
    console.print(_table(report.balance))
    for goal in report.goals:
        _say(console, _line(goal))
    _say(console, f"seed {report.seed}")


def _table(balance: list[Balance]) -> Table:
    table = Table("balance", "wished", "lowest", "highest", box=None)
    for row in balance:
        label = row.attribute if row.value is None else f"{row.attribute} {row.value}"
        wished = "" if row.wished is None else f"{row.wished:.4g}"
        table.add_row(Text(_plain(label)), wished, f"{row.lowest:.4g}", f"{row.highest:.4g}")
    return table


def _line(goal: Goal) -> str:
    if goal.bound is None:
        return f"{goal.name}: {goal.reached:.6g} ({goal.better} is better; bound: {goal.bound_by})"
    word = "at most" if goal.better == "higher" else "at least"
    return f"{goal.name}: {goal.reached:.6g}, {word} {goal.bound:.6g} possible (bound: {goal.bound_by})"


def _words(value: JsonValue) -> str:
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _say(console: Console, line: str) -> None:
    console.print(Text(_plain(line)), soft_wrap=True)


def _plain(text: str) -> str:
    """Names are data: none of their control characters reaches the terminal, and Text takes no markup of theirs."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
