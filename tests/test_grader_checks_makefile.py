"""Makefiles that break one rule each, and those that try to hide it, built in a real sandbox."""

import pytest

from core.reports import CheckReport
from exercises.checks import MakefileCheck
from grader.build import build
from grader.checks.compiler_calls import Call, flag_problems
from grader.checks.makefile import check_makefile
from sandboxes.pool import WarmPool
from tests.builders import build_command, exercise, tree

EXERCISE = exercise()
RULE = MakefileCheck(name="lib.a")
STRICT = MakefileCheck(name="lib.a", wildcards="forbidden", flags=("-Wall", "-Werror"))
GOOD = b"""NAME = lib.a
OBJECTS = src/a.o src/b.o
CFLAGS = -Wall -Werror

all: $(NAME)

$(NAME): $(OBJECTS)
	ar rcs $@ $^

clean:
	rm -f $(OBJECTS)

fclean: clean
	rm -f $(NAME)

re: fclean all

.PHONY: all clean fclean re
"""
SOURCES = {"src/a.c": b"int a;\n", "src/b.c": b"int b;\n"}


def checked(pool: WarmPool, makefile: bytes, rule: MakefileCheck = RULE, **more: bytes) -> CheckReport:
    """The report; whatever it says, the product then is what the build makes, and nothing of the check is left."""
    submission = tree(SOURCES | {"Makefile": makefile} | more)
    with pool.take("c") as sandbox:
        sandbox.put(submission.entries)
        assert all(step.ok for step in build(sandbox, EXERCISE))
        report = check_makefile(sandbox, EXERCISE, submission, rule)
        left = sandbox.run(build_command("find", ".", "-name", ".record*", "-o", "-name", "ft_*"))
        assert (left.exit_code, left.stdout) == (0, b"")
        if makefile == GOOD:
            assert (sandbox.get("lib.a", 1 << 20) or b"").startswith(b"!<arch>")
        return report


@pytest.mark.parametrize("rule", [RULE, STRICT, STRICT.model_copy(update={"rules": ("all", "name", "clean")})])
def test_a_good_makefile_passes_and_leaves_a_whole_product(rule: MakefileCheck, pool: WarmPool) -> None:
    report = checked(pool, GOOD, rule)
    assert report.passed, report.evidence
    assert report.detail.startswith("a second make does nothing, rules all")


WRONG = {
    "relinks": (
        GOOD.replace(b"all: $(NAME)", b"all:\n\tcc -c src/a.c -o src/a.o\n\tar rcs lib.a src/a.o"),
        RULE,
        "a second make, with",
    ),
    "relinks_and_says_not": (
        GOOD.replace(
            b"all: $(NAME)", b"all:\n\t@touch lib.a; touch -d @0 lib.a; echo make: Nothing to be done"
        ).replace(b"$(NAME): ", b"lib.a: "),
        MakefileCheck(name="lib.a", rules=()),
        "makes again: lib.a",
    ),
    "puts_back_the_time": (
        GOOD.replace(b"all: $(NAME)", b"all: $(NAME)\n\t@cp -p lib.a x; ar rcs lib.a src/a.o; mv x lib.a"),
        RULE,
        "makes again: lib.a",
    ),
    "no_all": (GOOD.replace(b" all", b" ever").replace(b"\nall", b"\never"), RULE, "make all ends with exit code 2"),
    "no_clean": (GOOD.replace(b"clean:\n\trm -f $(OBJECTS)\n\nf", b"f"), RULE, "make clean"),
    "clean_that_leaves": (
        GOOD.replace(b"rm -f $(OBJECTS)", b"rm -f src/a.o"),
        RULE,
        "make clean leaves objects: src/b.o",
    ),
    "clean_too_much": (GOOD.replace(b"rm -f $(OBJECTS)", b"rm -f $(OBJECTS) lib.a"), RULE, "make clean removes lib.a"),
    "fclean_that_leaves": (GOOD.replace(b"rm -f $(NAME)", b"true"), RULE, "make fclean leaves lib.a"),
    "re_that_does_not_clean": (GOOD.replace(b"re: fclean all", b"re: all"), RULE, "make re does not build anew"),
    "re_that_fails": (GOOD.replace(b"re: fclean all", b"re:\n\tfalse"), RULE, "make re ends with exit code 2"),
    "other_name": (GOOD, MakefileCheck(name="other.a"), "make builds no other.a"),
    "no_bonus": (GOOD, RULE.model_copy(update={"rules": ("all", "bonus")}), "make bonus ends with exit code 2"),
    "bonus_relinks": (
        GOOD + b"bonus: all\n\tar rcs lib.a src/a.o\n",
        RULE.model_copy(update={"rules": ("bonus",)}),
        "a second make bonus, with nothing to do, makes again: lib.a",
    ),
    "no_rule_for_the_name": (
        GOOD.replace(b"all: $(NAME)", b"all: it")
        .replace(b"$(NAME):", b"it:")
        .replace(b"ar rcs $@", b"ar rcs lib.a")
        .replace(b"\n.PHONY:", b"\n.PHONY: it"),
        RULE.model_copy(update={"rules": ("name",)}),
        "make lib.a ends with exit code 2",
    ),
    "wildcard": (GOOD.replace(b"src/a.o src/b.o", b"$(patsubst %.c,%.o,$(wildcard src/*.c))"), STRICT, "does not name"),
    "shell_ls": (GOOD.replace(b"src/a.o src/b.o", b"$(patsubst %.c,%.o,$(shell ls src/*.c))"), STRICT, "does not name"),
    "spelt_otherwise": (
        GOOD.replace(b"src/a.o src/b.o", b"$(patsubst %.c,%.o,$(shell printf '%s ' s*/[a-z]*.?))"),
        STRICT,
        "does not name",
    ),
    "ignored_failure": (
        GOOD.replace(b"\tar rcs $@ $^", b"\t-cc -Wall -Werror -c src/*.c\n\tar rcs $@ $^"),
        STRICT,
        "does not name",
    ),
    "no_flags": (
        GOOD.replace(b"CFLAGS = -Wall -Werror", b""),
        STRICT,
        "-Wall -Werror missing where these are compiled: src/a.c",
    ),
    "flags_only_printed": (
        GOOD.replace(b"CFLAGS = ", b"FLAGS = ") + b"%.o: %.c\n\t@echo cc -Wall -Werror -c $<\n\t@cc -c $< -o $@\n",
        STRICT,
        "-Wall -Werror missing",
    ),
    "flags_taken_back": (
        GOOD.replace(b"-Werror", b"-Werror -Wno-error=unused -w"),
        STRICT,
        "taken back by -Wno-error=unused -w",
    ),
    "compiler_by_its_path": (b"CC = /usr/bin/gcc\n" + GOOD, STRICT, "no compiler was called by its name"),
    "one_by_its_path": (
        GOOD + b"src/b.o: src/b.c\n\t/usr/bin/cc -c $< -o $@\n",
        STRICT,
        "not made by a compiler called by its name (cc, gcc): src/b.o",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_broken_rule_is_named_and_what_make_said_is_the_evidence(case: str, pool: WarmPool) -> None:
    makefile, rule, words = WRONG[case]
    report = checked(pool, makefile, rule)
    assert report.fatal
    assert words in report.detail
    assert report.evidence.startswith(report.detail[:20])


def test_files_called_like_rules_do_not_pass_for_them(pool: WarmPool) -> None:
    makefile = GOOD.replace(b".PHONY: all clean fclean re\n", b"")
    report = checked(pool, makefile, clean=b"")
    assert "make clean leaves objects" in report.detail


HOSTILE = {
    "fork_bomb": b"clean:\n\t:(){ :|:& };:\n",
    "never_ends": b"clean:\n\tsleep 100\n",
    "flood": b"clean:\n\tyes\n",
    "shuts_the_folder": b"re:\n\tchmod 0 src; chmod 0 .\n",
    "takes_the_names": b"fclean:\n\trm -rf src/a.o lib.a; mkdir src/a.o lib.a\n",
    "too_many_names": b"fclean:\n\tseq 30000 | xargs touch\n",
    "kills_everything": b"re:\n\tkill -9 -1\n",
    "shuts_a_folder_half": b"re:\n\tmkdir d; touch d/f; chmod 444 d\n",
    "nests_too_deep": b"re:\n\tfor i in $$(seq 1200); do mkdir a && cd a; done\n",
    "nests_too_long": b"re:\n\tn=$$(printf a%.0s $$(seq 200)); for i in $$(seq 22); do mkdir $$n && cd $$n; done\n",
    "shuts_the_records": b"re:\n\tchmod 0 .record*/calls/*\n",
    "removes_the_records": b"re:\n\trm -rf .record* && ln -s /dev/zero .record\n",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_makefile_fails_its_check_and_nothing_else(case: str, pool: WarmPool) -> None:
    rule = HOSTILE[case].split(b":")[0]
    makefile = GOOD.replace(b"\n" + rule + b":", b"\nold-" + rule + b":") + HOSTILE[case]
    submission = tree(SOURCES | {"Makefile": makefile})
    hurried = exercise(build={"commands": [["make"]], "cpu_ms": 1000, "wall_ms": 2000, "memory_mib": 64})
    with pool.take("c") as sandbox:
        sandbox.put(submission.entries)
        assert all(step.ok for step in build(sandbox, hurried))
        report = check_makefile(sandbox, hurried, submission, STRICT)
    assert report.fatal


def call(line: str) -> Call:
    return Call.read(("/box/product", *line.split()))


def test_calls_that_compile_nothing_need_no_flags() -> None:
    calls = [call("cc -MM a.c"), call("cc -o x a.o"), call("cc -Wall -c a.c")]
    assert list(flag_problems(calls, ("-Wall",), ["a.o"])) == []


def test_a_flag_that_is_no_warning_is_not_taken_back_by_silence() -> None:
    assert list(flag_problems([call("cc -O2 -w -c a.c")], ("-O2",), [])) == []
