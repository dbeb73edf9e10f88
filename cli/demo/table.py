"""The demo's live table: each team's push on its way to a verdict."""

from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from cli.demo.school import DemoTeam
from core.school import JobState, Progress

ENDED = (JobState.DONE, JobState.FAULTED)


def live_table(teams: Sequence[DemoTeam], pushed: Mapping[str, str], progress: Mapping[str, Progress]) -> Table:
    """`pushed` and `progress` are by the team's name; a team in neither is still pushing."""
    table = Table(title="From a push to its verdict (✓: the expected one)", header_style="bold")
    table.add_column("no.", justify="right", no_wrap=True)
    for column in ("team", "exercise", "what they push", "now"):
        table.add_column(column, no_wrap=True)
    for team in teams:
        found = progress.get(team.name)
        number = str(found.submission.id) if found else ""
        now = where(team, team.name in pushed, found)
        table.add_row(number, team.name, team.case.exercise, team.case.about, now)
    return table


def where(team: DemoTeam, pushed: bool, progress: Progress | None) -> Text:
    """How far a push is; its verdict once there is one, with whether that was the expected one."""
    if progress is None:
        return Text("recording" if pushed else "pushing", "dim")
    if progress.verdict is None:
        return Text(progress.state.value, "yellow" if progress.state is JobState.RUNNING else "dim")
    if as_expected(team, progress):
        return Text(f"{progress.verdict} ✓", "green")
    return Text(f"{progress.verdict} ✗", "red bold")


def as_expected(team: DemoTeam, progress: Progress | None) -> bool:
    return progress is not None and progress.verdict in team.case.expected


def settled(teams: Sequence[DemoTeam], progress: Mapping[str, Progress]) -> bool:
    return all(team.name in progress and progress[team.name].state in ENDED for team in teams)
