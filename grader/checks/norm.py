"""The C style of the 42 schools, as `norminette` sees it. Its version is the image's, pinned by requirements.lock."""

from typing import Literal

from pydantic import ValidationError

from core.reports import CheckReport
from core.runs import Sandbox
from core.trees import Tree
from exercises.checks import NormCheck
from exercises.model import Exercise
from grader.checks.outcome import one_line, outcome
from grader.checks.sources import as_arguments, as_turned_in, files_matched
from grader.checks.tool import FromSandbox, Said, run_tool, tool_limits


class Highlight(FromSandbox):
    lineno: int
    column: int


class NormError(FromSandbox):
    """A `Notice` is no error."""

    name: str
    text: str
    level: Literal["Error", "Notice"]
    highlights: list[Highlight]


class NormFile(FromSandbox):
    path: str
    errors: list[NormError]


class NormReport(FromSandbox):
    files: list[NormFile]


def check_norm(sandbox: Sandbox, exercise: Exercise, tree: Tree, rule: NormCheck) -> CheckReport:
    """One call for all files. Raises SandboxDied, GraderFault."""
    files = files_matched(tree, rule.files)
    if not files:
        return outcome("norm", rule, (), passed="no file to look into")
    argv = ["norminette", "--no-colors", "--format", "json", *as_arguments(files)]
    said = run_tool(sandbox, argv, tool_limits(exercise.manifest.build))
    if said.trouble:
        return outcome("norm", rule, [f"norminette could not read the files: {said.trouble}"])
    try:
        report = NormReport.model_validate_json(said.stdout)
    except ValidationError:
        return outcome("norm", rule, ["norminette could not read the files"], evidence=last_words(said))
    problems = [line for file in report.files for line in lines_of(file, rule.ignored)]
    return outcome("norm", rule, problems, passed=f"{len(files)} files follow the norm")


def lines_of(file: NormFile, ignored: tuple[str, ...]) -> list[str]:
    """`file:line:column: RULE: words`."""
    return [
        one_line(f"{as_turned_in(file.path)}:{place(error)} {error.name}: {error.text}")
        for error in file.errors
        if error.level == "Error" and error.name not in ignored
    ]


def place(error: NormError) -> str:
    return "".join(f"{spot.lineno}:{spot.column}:" for spot in error.highlights[:1])


def last_words(said: Said) -> str:
    """What norminette says of a file that it can't parse, or the last line where it fell over it."""
    words = (said.stdout.strip() or said.stderr.strip().rpartition(b"\n")[2]).decode(errors="backslashreplace")
    return as_turned_in(words) or "it printed nothing"
