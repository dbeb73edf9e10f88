"""Programs that leak, or reach where they may not, and those that would rather not be seen doing it."""

from dataclasses import replace

import pytest

from core.reports import CheckReport, Report
from core.verdicts import Verdict
from exercises.model import Exercise
from grader.checks.memory import NOT_WHOLE, errors_of, sanitizer_words
from grader.grade import grade
from sandboxes.pool import WarmPool
from tests.builders import a_testcase, exercise, file, tree

VALGRIND: dict[str, object] = {"tool": "valgrind"}
HEAD = b"#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <unistd.h>\n#include <signal.h>\n"


def of(memory: dict[str, object], flags: str = "") -> Exercise:
    return exercise(
        a_testcase("one"),
        a_testcase("two", arguments=("two",)),
        build={"commands": [["cc", "-g", *flags.split(), "-o", "main", "main.c"]]},
        run={"command": ["./main"], "cpu_ms": 200, "wall_ms": 1000, "memory_mib": 64},
        checks={"memory": memory},
    )


def graded(pool: WarmPool, source: bytes, memory: dict[str, object] | None = None, flags: str = "") -> Report:
    return grade(of(memory or VALGRIND, flags), tree({"main.c": HEAD + source}), pool)


def memory(report: Report) -> CheckReport:
    (check,) = [check for check in report.checks if check.name == "memory"]
    return check


def test_a_clean_program_passes(pool: WarmPool) -> None:
    source = (
        b'int main(void)\n{\n\tchar *a = malloc(9);\n\tstrcpy(a, "fine");\n\tputs(a);\n\tfree(a);\n\treturn 0;\n}\n'
    )
    report = graded(pool, source)
    assert (report.verdict, memory(report).passed) == (Verdict.AC, True)


LEAK = b'int main(int n, char **v)\n{\n\t(void)v;\n\tif (n > 1)\n\t\tmemset(malloc(9), 0, 9);\n\tputs("fine");\n}\n'


def test_a_leak_is_told_with_its_stack_and_its_testcase(pool: WarmPool) -> None:
    report = graded(pool, LEAK)
    assert report.verdict is Verdict.CF
    check = memory(report)
    assert check.detail == "failed in two"
    assert check.evidence.startswith("9 bytes in 1 blocks are definitely lost")
    assert "main (main.c:10)" in check.evidence
    assert [test.verdict for test in report.tests] == [Verdict.AC, Verdict.AC]


def test_a_program_finds_its_files_under_valgrind_too(pool: WarmPool) -> None:
    reads = (
        b'int main(void)\n{\n\tFILE *f = fopen("notes.txt", "r");\n\tif (!f)\n\t\treturn 1;\n'
        b'\tfclose(f);\n\tputs("fine");\n}\n'
    )
    given = replace(of(VALGRIND), testcases=(a_testcase(files=(file("notes.txt", b"x"),)),))
    report = grade(given, tree({"main.c": HEAD + reads}), pool)
    assert (report.verdict, memory(report).passed) == (Verdict.AC, True)


def test_leaks_may_be_left_out_and_may_have_a_price(pool: WarmPool) -> None:
    assert graded(pool, LEAK, {"leaks": False}).verdict is Verdict.AC
    report = graded(pool, LEAK, {"deduct": 20})
    assert (report.verdict, memory(report).points, report.mark) == (Verdict.AC, -20, 80)


def test_a_testcase_that_failed_by_itself_is_not_run_again(pool: WarmPool) -> None:
    report = graded(pool, b'int main(void)\n{\n\tmalloc(9);\n\tputs("wrong");\n}\n')
    assert (report.verdict, memory(report).passed) == (Verdict.WA, True)


BAD = {
    "beyond": (b"char *a = malloc(4); a[4] = 3; free(a);", "Invalid write of size 1\n    main (main.c:8)"),
    "after_free": (b"char *a = malloc(4); free(a); if (a[1] == 3) puts(a);", "Invalid read of size 1"),
    "not_set": (b'int *a = malloc(4); if (*a == 3) puts(""); free(a);', "depends on uninitialised value"),
}


@pytest.mark.parametrize("case", BAD)
def test_an_invalid_access_is_told(case: str, pool: WarmPool) -> None:
    body, words = BAD[case]
    flags = "-w -fno-builtin"
    report = graded(pool, b'int main(void)\n{\n%s puts("fine");\n}\n' % body, flags=flags)
    assert memory(report).fatal, report
    assert words in memory(report).evidence


REPORT = b'<?xml version=\\"1.0\\"?><valgrindoutput><status><state>FINISHED</state></status></valgrindoutput>'
LOSE = b"memset(malloc(9), 0, 9);"
HIDDEN = {
    "writes_a_report": b'dprintf(3, "%s", "' + REPORT + b'"); fputs("' + REPORT + b'", stderr);',
    "comments_it_out": b'dprintf(3, "<!-- ");',
    "takes_it_in": b'dprintf(3, "<![CDATA[");',
    "closes_it": b"for (int fd = 0; fd < 5000; fd++) if (fd != 1) close(fd);",
    "nests_it": b'dprintf(3, "<x>");',
    "floods_it": b'for (int i = 0; i < 300000; i++) write(3, "<x>a flood of words</x>", 23);',
    "ends_at_once": b'puts("fine"); fflush(stdout); execl("/bin/true", "true", NULL);',
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_a_program_does_to_the_report_hides_no_leak(case: str, pool: WarmPool) -> None:
    report = graded(pool, b'int main(void)\n{\n\t%s\n\t%s\n\tputs("fine");\n}\n' % (LOSE, HIDDEN[case]))
    assert [test.verdict for test in report.tests] == [Verdict.AC, Verdict.AC]
    assert memory(report).fatal, memory(report)


WATCHED = b'getenv("LD_PRELOAD") && strstr(getenv("LD_PRELOAD"), "valgrind")'
OTHERWISE = {
    "prints_nothing": (b"return 0;", "under valgrind it prints something else"),
    "waits": (b"for (;;) pause();", "under valgrind it still not done"),
    "fails": (b"return 3;", "under valgrind it ended with exit code 3"),
    "kills_itself": (b"raise(SIGKILL);", "under valgrind it stopped by SIGKILL"),
}


@pytest.mark.parametrize("case", OTHERWISE)
def test_a_program_that_is_another_when_watched_fails(case: str, pool: WarmPool) -> None:
    body, words = OTHERWISE[case]
    hurried = of(VALGRIND)
    source = HEAD + b'int main(void)\n{\n\tif (%s) { %s }\n\tputs("fine");\n}\n' % (WATCHED, body)
    report = grade(
        exercise(
            a_testcase("one", cpu_ms=10),
            build=hurried.manifest.build.model_dump(),
            run={"command": ["./main"], "cpu_ms": 10, "wall_ms": 100, "memory_mib": 64},
            checks={"memory": VALGRIND},
        ),
        tree({"main.c": source}),
        pool,
    )
    assert words in memory(report).evidence


SANITIZED = "-fsanitize=address,undefined -fno-sanitize-recover=all"


def test_a_sanitizers_report_is_the_evidence(pool: WarmPool) -> None:
    source = (
        b'int main(int n, char **v)\n{\n\tchar *a = malloc(4);\n\ta[3 + n] = *v[0];\n\tfree(a);\n\tputs("fine");\n}\n'
    )
    report = graded(pool, source, {"tool": "sanitizers"}, SANITIZED)
    check = memory(report)
    assert (check.fatal, check.detail) == (True, "failed in one, two")
    assert "AddressSanitizer: heap-buffer-overflow" in check.evidence
    assert "in main main.c:9" in check.evidence
    assert report.verdict is Verdict.CF


def test_a_sanitized_program_that_is_right_passes_and_its_leaks_are_not_seen(pool: WarmPool) -> None:
    report = graded(pool, LEAK, {"tool": "sanitizers"}, SANITIZED)
    assert (report.verdict, memory(report).passed) == (Verdict.AC, True)


def test_undefined_behaviour_is_told(pool: WarmPool) -> None:
    source = b'int main(int n, char **v)\n{\n\t(void)v;\n\tprintf("%d\\n", 2147483647 + n);\n}\n'
    check = memory(graded(pool, source, {"tool": "sanitizers"}, SANITIZED))
    assert check.evidence.startswith("main.c:9:")
    assert "runtime error: signed integer overflow" in check.evidence


def test_words_of_no_sanitizer_are_none() -> None:
    assert sanitizer_words("oops\n#0 nothing\n") == ""


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<valgrindoutput/>",
        b"<?xml?>",
        b"<?xml version='1.0'?><valgrindoutput><status><state>RUNNING</state></status></valgrindoutput>",
        b"<?xml version='1.0'?><!DOCTYPE x><valgrindoutput><status><state>FINISHED</state></status></valgrindoutput>",
        b"<?xml version='1.0'?><valgrindoutput><status><state>FINISHED</state></status></valgrindoutput>x",
        b"\xff<?xml version='1.0' encoding='no-such'?><x/>",
        b"<?xml version='1.0' encoding='no-such'?><x/>",
    ],
)
def test_a_report_that_is_not_whole_is_none(document: bytes) -> None:
    assert errors_of(document, leaks=True) == NOT_WHOLE
