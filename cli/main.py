"""The `peermill` command: every subcommand, and what an error becomes.

Exit codes: 0 done, 1 an exercise that was verified doesn't hold, or no pairing keeps every rule, 2 bad usage or a
broken exercise, 3 a fault of this machine or of ours, 130 interrupted.
"""

import sys

import typer

from cli.bench import app as bench_app
from cli.demo.command import demo
from cli.doctor import doctor
from cli.exercise import app as exercise_app
from cli.grade import EXAMPLES, grade
from cli.groups import app as groups_app
from cli.match import app as match_app
from cli.output import EXIT_FAULT, EXIT_USAGE, say, words_of
from cli.queue import EXAMPLES as QUEUE_EXAMPLES
from cli.queue import queue
from cli.school import app as school_app
from cli.server import down, status, up
from core.errors import PeermillError, UsageError

EXIT_INTERRUPTED = 130

app = typer.Typer(
    name="peermill",
    help="Grades pushed projects in sandboxes and pairs students to evaluate each other.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command(epilog=EXAMPLES)(grade)
app.command()(doctor)
app.command()(demo)
app.command()(up)
app.command()(down)
app.command()(status)
app.command(epilog=QUEUE_EXAMPLES)(queue)
app.add_typer(exercise_app, name="exercise")
app.add_typer(school_app, name="school")
app.add_typer(match_app, name="match")
app.add_typer(groups_app, name="groups")
app.add_typer(bench_app, name="bench")


def main() -> None:
    """Run the command line and exit. An error of ours is one line on stderr; only a bug shows a traceback."""
    try:
        app(prog_name="peermill")
    except UsageError as error:
        say(str(error))
        sys.exit(EXIT_USAGE)
    except PeermillError as error:
        say(str(error))
        sys.exit(EXIT_FAULT)
    except OSError as error:
        say(words_of(error))
        sys.exit(EXIT_FAULT)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
