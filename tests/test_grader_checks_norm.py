import json

import pytest

from core.reports import CheckReport
from core.runs import Command, RunResult, Stopped
from exercises.checks import NormCheck
from grader.checks.norm import check_norm
from sandboxes.pool import WarmPool
from tests.builders import exercise, ran, tree
from tests.fakes.sandboxes import FakeSandbox

RULE = NormCheck(ignored=("INVALID_HEADER",))
GOOD = b"int\tanswer(void)\n{\n\treturn (42);\n}\n"
BAD = b"int answer(void)\n{\n\treturn 42;\n}\n"


def checked(pool: WarmPool, files: dict[str, bytes], rule: NormCheck = RULE) -> CheckReport:
    submission = tree(files)
    with pool.take("c") as sandbox:
        sandbox.put(submission.entries)
        return check_norm(sandbox, exercise(), submission, rule)


def test_what_follows_the_norm_passes(pool: WarmPool) -> None:
    report = checked(pool, {"a.c": GOOD, "inc/a.txt": BAD})
    assert (report.passed, report.detail) == (True, "1 files follow the norm")


def test_each_error_has_its_place_and_rule(pool: WarmPool) -> None:
    report = checked(pool, {"src/a.c": BAD, "b.c": GOOD})
    assert report.fatal
    assert report.evidence.split("\n") == [
        "src/a.c:1:4: SPACE_BEFORE_FUNC: Found space when expecting tab before function name",
        "src/a.c:3:12: RETURN_PARENTHESIS: Return value must be in parenthesis",
    ]


def test_a_rule_may_be_ignored_and_the_files_chosen(pool: WarmPool) -> None:
    assert "INVALID_HEADER" in checked(pool, {"a.c": GOOD}, NormCheck()).detail
    assert checked(pool, {"a.c": GOOD, "b.c": BAD}, NormCheck(files=("/a.c",), ignored=RULE.ignored)).passed


UNREADABLE = {
    "no_text": b"int\ta; // \xff\xfe\n",
    "open_string": b'char\t*a = "\n',
    "nothing_closed": b"int\tf(void)\n{\n" + b"(" * 3000,
    "zeros": b"\x00" * 4096,
    "deep": b"int a = " + b"(" * 20000 + b"1" + b")" * 20000 + b";\n",
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_norminette_falls_over_fails_the_norm(case: str, pool: WarmPool) -> None:
    report = checked(pool, {"a.c": UNREADABLE[case], "b.c": GOOD})
    assert report.fatal
    assert report.evidence


@pytest.mark.parametrize("name", ["-R.c", "--version.c", "a b.c", "line\nbreak.c", "@a.c", "*.c"])
def test_a_name_is_only_a_name(name: str, pool: WarmPool) -> None:
    (first, _) = checked(pool, {name: BAD}).evidence.split("\n")
    assert first.startswith(name.replace("\n", "\\n") + ":1:4: SPACE_BEFORE_FUNC")


def test_two_thousand_long_names_fit_one_call(pool: WarmPool) -> None:
    folder = f"{'x' * 240}/{'y' * 220}"
    report = checked(pool, {f"{folder}/{at:04}.c": b"" for at in range(1999)} | {f"{folder}/z.c": BAD})
    assert report.evidence.startswith(f"{folder}/z.c:1:4: ")


def said(result: RunResult) -> CheckReport:
    def script(_: Command) -> RunResult:
        return result

    return check_norm(FakeSandbox(script), exercise(), tree({"a.c": b""}), RULE)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (ran(stopped=Stopped.CPU, cpu_ms=30001), "norminette could not read the files: used 30001 ms of CPU time"),
        (ran(out_of_memory=True), "norminette could not read the files: needed more than 512 MiB"),
        (ran(stdout=b"", exit_code=1, stderr=b"Traceback\nValueError: no\n"), "norminette could not read the files"),
    ],
)
def test_what_stops_norminette_is_the_files_doing(result: RunResult, words: str) -> None:
    report = said(result)
    assert report.fatal
    assert report.detail.startswith(words)


def test_a_notice_is_no_error() -> None:
    notice = {"name": "GLOBAL_VAR_DETECTED", "text": "a global", "level": "Notice", "highlights": []}
    document = {"files": [{"path": "/box/product/a.c", "status": "OK", "errors": [notice]}]}
    assert said(ran(stdout=json.dumps(document).encode())).passed
