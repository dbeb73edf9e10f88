"""Attempts to call what isn't allowed, each in a real sandbox: the sources compiled by us, then what the build made."""

import pytest

from core.reports import CheckReport
from core.trees import EntryKind, Tree
from exercises.checks import FunctionsCheck
from exercises.model import Exercise
from grader.build import build
from grader.checks.functions import check_built_functions, check_functions, meant, plain
from sandboxes.pool import WarmPool
from tests.builders import build_command, exercise, file, tree

RULE = FunctionsCheck(allowed=("malloc", "write", "isalpha"))
MAKE_LIBRARY = b"all: lib.a\nlib.a: a.c\n\tcc -O2 -c a.c -o a.o\n\tar rcs lib.a a.o\n"
LIBRARY = exercise(checks={"makefile": {"name": "lib.a"}, "functions": {"allowed": RULE.allowed}})


def static(pool: WarmPool, files: dict[str, bytes], rule: FunctionsCheck = RULE, of: Exercise = LIBRARY) -> CheckReport:
    submission = tree(files)
    with pool.take("c") as sandbox:
        sandbox.put(submission.entries)
        return check_functions(sandbox, of, submission, rule)


def built(pool: WarmPool, files: dict[str, bytes], of: Exercise = LIBRARY) -> CheckReport:
    submission: Tree = tree(files)
    with pool.take("c") as sandbox:
        sandbox.put(submission.entries)
        steps = build(sandbox, of)
        assert all(step.ok for step in steps), steps
        return check_built_functions(sandbox, of, RULE)


STRUCTS = b"""#include <unistd.h>
#include <stdlib.h>
#include <ctype.h>
#include <errno.h>
#include "all.h"
struct s { char text[9000]; };
static struct s	copy(struct s of) { return of; }
int	own(int c) { return isalpha(c) || errno; }
void	f(struct s *a, struct s *b)
{
	struct s	zero = {0};
	char		text[] = "long enough to be copied from somewhere else than the code itself, by a function";

	*a = copy(zero);
	*b = *a;
	a->text[0] = text[3];
	if (malloc(3))
		write(1, "x", own(1));
}
"""


def test_what_is_allowed_defined_or_made_by_the_compiler_passes(pool: WarmPool) -> None:
    files = {"src/a.c": STRUCTS, "src/b.c": b"int own(int);\nint g(void) { return own(3); }\n", "inc/all.h": b""}
    report = static(pool, files)
    assert (report.passed, report.detail) == (True, "nothing is called but what is allowed")


FORBIDDEN = {
    "call": (b'#include <stdio.h>\nint f(void)\n{\n\treturn (printf("%d", 3));\n}\n', "a.c:4: printf"),
    "by_name_of_what_compilers_make": (b"#include <string.h>\nvoid f(void *a) { memcpy(a, a, 8); }", "a.c:2: memcpy"),
    "asm_label": (b'int mine(char *) __asm__("system");\nint f(void) { return mine("id"); }', "a.c:2: system"),
    "pointer": (b"#include <stdlib.h>\nint (*p)(const char *) = system;\n", "system"),
    "macro": (b'#include <stdlib.h>\n#define X(a) sys##a\nint f(void)\n{\n return X(tem)("id"); }', "a.c:5: system"),
    "weak_alias": (b'static int g() __attribute__((weakref("system")));\nint f(void) { return g(); }', "system"),
    "built_in": (b'int f(void) { return __builtin_printf("a\\n"); }', "a.c:1: printf"),
    "built_in_in_place": (b"void f(void *a) { __builtin_memset(a, 0, 8); }", "a.c:1: memset"),
    "built_in_by_pasting": (b"#define J(a) __buil##a\nvoid f(void *a) { J(tin_memcpy)(a, a, 8); }", "not compile"),
    "system_call": (b'void f(void) { __asm__ volatile("syscall"); }', "a system call of its own"),
    "system_call_at_the_top": (b'__asm__(".globl f\\nf: mov $60, %eax\\n syscall\\n");', "a system call of its own"),
    "old_system_call": (b'void f(void) { __asm__ volatile("int $0x80"); }', "a system call of its own"),
    "constructor": (b"#include <unistd.h>\n__attribute__((constructor)) void f(void) { fork(); }", "a.c:2: fork"),
    "line_directive": (b'#line 7 "innocent.c"\nint f(void) { return fork(); }', ":7: fork"),
    "does_not_compile": (b"int f(void) { return (3 }", "a.c does not compile by itself"),
    "section_of_link_time_code": (b'__attribute__((section(".gnu.lto_x"))) int a = 1;\n', "-flto"),
    "standard_input": (b'#include "/dev/stdin"\nint f(void) { return g(); }', "g is not allowed"),
    "fortified": (
        b'#pragma GCC optimize "O2"\n#define _FORTIFY_SOURCE 2\n#include <stdio.h>\n'
        b'char t[9];\nvoid f(char *a) { sprintf(t, "%s", a); }',
        "sprintf is not allowed",
    ),
    "name_with_a_line_break": (
        b'__asm__(".globl f\\nf: call \\"malloc U\\\\nwrite\\"\\n");',
        "malloc U\\nwrite is not allowed",
    ),
}


@pytest.mark.parametrize("case", FORBIDDEN)
def test_what_is_not_allowed_is_named_with_its_place(case: str, pool: WarmPool) -> None:
    source, words = FORBIDDEN[case]
    report = static(pool, {"a.c": source})
    assert report.fatal
    assert words in report.detail
    assert words in report.evidence or "compile" in words


SCHOOL = exercise(
    school=(file("main.c", b"void f(void);\nint main(void) { f(); return 0; }\n"), file("x.h", b"#define X 3\n")),
    build={},
    harness={"commands": [["cc", "-O1", "-Wall", "-o", "school/main", "a.c", "b.c", "school/main.c"]]},
    run={"command": ["school/main"]},
)


@pytest.mark.parametrize(
    "condition",
    [
        "ifdef __PIE__",
        "ifdef __OPTIMIZE__",
        "ifndef __NO_CTYPE",
        'if __has_include("school/main.c")',
        "if !__NO_INLINE__",
    ],
)
def test_a_call_for_the_schools_compilation_alone_is_seen(condition: str, pool: WarmPool) -> None:
    hidden = f"#{condition}\nint fork(void);\nvoid f(void) {{ fork(); }}\n#else\nvoid f(void) {{}}\n#endif\n"
    report = static(pool, {"a.c": b"int g;\n", "b.c": hidden.encode()}, of=SCHOOL)
    assert report.detail == "b.c: fork is not allowed"


def test_a_file_that_is_not_in_the_program_defines_nothing_for_it(pool: WarmPool) -> None:
    files = {"a.c": b"int a;\n", "b.c": CALLS_FORK, "not_in_it.c": b"int fork(void) { return 3; }\n"}
    report = static(pool, files, of=SCHOOL)
    assert report.detail == "b.c: fork is not allowed"


def test_the_schools_files_are_gone_before_any_code_runs(pool: WarmPool) -> None:
    submission = tree({"a.c": b"void f(void) {}\n", "b.c": b"int strange(void) { return 3; }\n"})
    with pool.take("c") as sandbox:
        sandbox.put(submission.entries)
        report = check_functions(sandbox, SCHOOL, submission, RULE)
        left = sandbox.run(build_command("ls", "-A"))
    assert (report.passed, left.stdout) == (True, b"a.c\nb.c\n")


def test_a_source_that_the_schools_commands_can_not_compile_fails(pool: WarmPool) -> None:
    report = static(pool, {"a.c": b"#ifdef __PIE__\n#error no\n#endif\n", "b.c": b""}, of=SCHOOL)
    assert report.detail == "a.c does not compile as the exercise does it"


def test_sources_of_one_name_in_two_folders_are_both_seen(pool: WarmPool) -> None:
    bad = b"int fork(void);\nint %s(void) { return fork(); }\n"
    report = static(pool, {"a/x.c": bad % b"f", "b/x.c": bad % b"g", "b/deep/x.c": b"int h;"})
    assert report.evidence == "a/x.c:2: fork is not allowed\nb/x.c:2: fork is not allowed"


def test_a_link_is_a_source_whatever_it_shows(pool: WarmPool) -> None:
    submission = Tree(entries=(file("README.md", CALLS_FORK), file("a.c", b"README.md", EntryKind.LINK)), commit=None)
    with pool.take("c") as sandbox:
        sandbox.put(submission.entries)
        report = check_functions(sandbox, LIBRARY, submission, RULE)
    assert report.detail == "a.c:2: fork is not allowed"


NAMES = ["-o.c", "@a.c", "a b.c", "it's.c", 'a"b.c', "line\nbreak.c", "$(id).c", ";.c", "\u202e.c"]


def test_no_file_name_is_an_option_or_a_line_of_its_own(pool: WarmPool) -> None:
    files = {name: b"int fork(void);\nint f%d(void) { return fork(); }\n" % at for at, name in enumerate(NAMES)}
    report = static(pool, files)
    lines = report.evidence.split("\n")
    assert len(lines) == len(NAMES)
    assert all(line.endswith(": fork is not allowed") for line in lines), lines
    assert "line\\nbreak.c: fork is not allowed" in lines  # its line number is lost, its name isn't


def test_a_header_of_the_students_does_not_stand_in_for_the_systems(pool: WarmPool) -> None:
    files = {
        "a.c": b'#include <unistd.h>\nint f(void) { return (int)write(1, "", 0); }',
        "inc/unistd.h": b"#error no\n",
    }
    assert static(pool, files).passed


def test_options_reach_the_compiler(pool: WarmPool) -> None:
    files = {"a.c": b"int f(void) { return SIZE; }"}
    assert not static(pool, files).passed
    assert static(pool, files, RULE.model_copy(update={"options": ("-DSIZE=3",)})).passed


def test_a_price_is_taken_instead_of_everything(pool: WarmPool) -> None:
    report = static(pool, {"a.c": b"int f(void) { return g(); }"}, RULE.model_copy(update={"deduct": 12.5}))
    assert (report.passed, report.points, report.fatal) == (False, -12.5, False)


NEVER_ENDS = b"#define A(x) x x x x x x x x\n#define B(x) A(A(A(A(x))))\nB(B(B(int a;)))\n"


@pytest.mark.parametrize(
    "limits",
    [{"cpu_ms": 500, "wall_ms": 20000, "memory_mib": 400}, {"cpu_ms": 20000, "wall_ms": 30000, "memory_mib": 40}],
)
def test_a_compiler_that_a_source_keeps_busy_is_the_sources_failure(limits: dict[str, int], pool: WarmPool) -> None:
    of = exercise(build=limits)
    report = static(pool, {"a.c": NEVER_ENDS}, of=of)
    assert report.fatal
    assert "could not be compiled" in report.detail or "does not compile" in report.detail


def test_what_an_honest_build_makes_passes(pool: WarmPool) -> None:
    assert built(pool, {"a.c": STRUCTS, "all.h": b"", "Makefile": MAKE_LIBRARY}).passed


def test_a_loop_that_the_compiler_turns_into_a_call_is_no_call(pool: WarmPool) -> None:
    counts = b"unsigned long length(const char *s) { unsigned long n = 0; while (s[n]) n++; return n; }\n"
    assert built(pool, {"a.c": counts, "Makefile": MAKE_LIBRARY}).passed
    calls = static(pool, {"a.c": b"#include <string.h>\nunsigned long f(const char *s) { return strlen(s); }\n"})
    assert calls.detail == "a.c:2: strlen is not allowed"


PROGRAM = exercise(
    run={"command": ["./main"]}, turn_in={"extra": "allowed"}, checks={"functions": {"allowed": RULE.allowed}}
)
CALLS_FORK = b"int fork(void);\nint f(void) { return fork(); }\n"
BUILDS = {
    "flag_of_the_makefile": (
        {"a.c": b"#ifdef REAL\nint fork(void);\nint f(void) { return fork(); }\n#endif\n"},
        b"all:\n\tcc -DREAL -c a.c\n\tar rcs lib.a a.o\n",
        "lib.a: fork is not allowed",
    ),
    "object_beside": ({"a.txt": CALLS_FORK}, b"all:\n\tcc -xc -c a.txt -o a.o\n\tar rcs lib.a a.o\n", "fork"),
    "defined_elsewhere": (
        {"a.c": CALLS_FORK, "b.c": b"int fork(void) { return 3; }\n"},
        b"all:\n\tcc -c a.c b.c\n\tar rcs lib.a a.o\n",
        "lib.a: fork is not allowed",
    ),
    "link_time_code": ({"a.c": CALLS_FORK}, b"all:\n\tcc -flto -c a.c\n\tar rcs lib.a a.o\n", "-flto"),
    "linker_script": ({"a.c": b"int a;\n"}, b"all:\n\techo 'f = fork;' > lib.a\n", "lib.a: neither an object"),
    "shared_linker_script": (
        {"a.c": b"int a;\n"},
        b"all:\n\tcc -c a.c && ar rcs lib.a a.o\n\techo 'f = fork;' > lib.so\n",
        "lib.so: neither an object",
    ),
    "thin_archive": ({"a.c": CALLS_FORK}, b"all:\n\tcc -c a.c\n\tar rcsT lib.a a.o\n", "lib.a: neither an object"),
    "link": ({"a.c": CALLS_FORK}, b"all:\n\tcc -c a.c\n\tar rcs x a.o\n\tln -s x lib.a\n", "lib.a: a link"),
    "shut_folder": ({"a.c": CALLS_FORK}, b"all:\n\tmkdir d && cc -c a.c -o d/a.o && chmod 0 d\n", "can't be read"),
    "broken_object": ({"a.c": b""}, b"all:\n\tprintf '\\177ELF\\002\\001' > a.o\n", "a.o: "),
    "half_shut_folder": ({"a.c": b""}, b"all:\n\tmkdir d; touch d/f; chmod 444 d\n", "can't be read"),
    "deep_folders": (
        {"a.c": CALLS_FORK},
        b"all:\n\tcc -c a.c && for i in $$(seq 1200); do mkdir a && cd a; done && mv ../a.o . || true\n",
        "fork is not allowed",
    ),
    "member_of_negative_size": (
        {"a.c": b""},
        b"all:\n\tprintf '!<arch>\\n/%047d%-10s  ' 7 -60 > lib.a\n",
        "negative size",
    ),
    "broken_archive": ({"a.c": b""}, b"all:\n\tprintf '!<arch>\\n%060d' 7 > lib.a\n", "lib.a: "),
}


@pytest.mark.parametrize("case", BUILDS)
def test_what_only_the_students_build_brings_in_is_seen(case: str, pool: WarmPool) -> None:
    files, makefile, words = BUILDS[case]
    report = built(pool, files | {"Makefile": makefile})
    assert report.fatal
    assert words in report.evidence


@pytest.mark.parametrize(
    ("flags", "words"), [(b"", "main: fork is not allowed"), (b"-static", "main: linked statically")]
)
def test_a_programs_imports_are_read(flags: bytes, words: str, pool: WarmPool) -> None:
    files = {
        "a.c": CALLS_FORK + b"int main(void) { return f(); }\n",
        "Makefile": b"all:\n\tcc %s a.c -o main\n" % flags,
    }
    assert words in built(pool, files, PROGRAM).evidence


def test_a_script_is_no_program(pool: WarmPool) -> None:
    report = built(pool, {"Makefile": b"all:\n\techo '#!/bin/sh' > main && chmod +x main\n"}, PROGRAM)
    assert report.evidence == "main: neither an object, an archive with its members in it, nor a program"


@pytest.mark.parametrize(
    ("symbol", "name"),
    [("__isoc99_sscanf", "sscanf"), ("__memcpy_chk", "memcpy"), ("write", "write"), ("__chk", "__chk")],
)
def test_a_symbol_is_told_as_the_student_wrote_it(symbol: str, name: str) -> None:
    assert plain(symbol) == name


def test_what_the_compiler_makes_of_a_call_is_that_call() -> None:
    assert "printf" in meant("puts")
    assert {"isalpha", "isspace"} <= meant("__ctype_b_loc")
