import pytest

from core.errors import GraderFault
from core.languages import LANGUAGES
from core.runs import Command, RunResult, Sandbox, Who
from sandboxes import python_tools
from sandboxes.pool import WarmPool
from sandboxes.python_tools import tools_context, tools_recipe
from tests.builders import file, limits

ROOM = limits(cpu_ms=20_000, wall_ms=40_000, memory_mib=256)
NORM = {"a.c": "int\tmain(void)\n{\n\treturn 0;\n}\n"}
UNINITIALISED = {"a.c": "#include <stdlib.h>\nint main(void) { return *(int *)malloc(4) ? 1 : 2; }\n"}
OVERFLOW = {"a.c": "int main(void) { int a[2]; a[2] = 1; return a[2]; }\n"}
MODERN = "export class A { static #n = 1; has(o) { return #n in o?.[0] ?? await1; } }\nexport * as b from './b.mjs';\n"
ESLINTRC = (
    '{"root": true, "parserOptions": {"ecmaVersion": 2022, "sourceType": "module"}, "extends": "eslint:recommended"}'
)
MEMCHECK = "valgrind -q --error-exitcode=9 ./a"


def ran(sandbox: Sandbox, script: str, who: Who = Who.BUILD) -> RunResult:
    return sandbox.run(Command(who=who, argv=("sh", "-c", script), limits=ROOM))


@pytest.mark.parametrize(
    ("language", "files", "script", "said"),
    [
        ("c", NORM, "norminette -f json a.c", '"RETURN_PARENTHESIS"'),
        ("c", UNINITIALISED, f"gcc -g -o a a.c && {MEMCHECK} 2>&1", "main (a.c:2)"),
        ("c", OVERFLOW, "cppcheck --quiet a.c 2>&1", "arrayIndexOutOfBounds"),
        ("cpp", UNINITIALISED, f"g++ -g -x c++ -o a a.c && {MEMCHECK} 2>&1", "main (a.c:2)"),
        ("cpp", OVERFLOW, "cppcheck --quiet --language=c++ a.c 2>&1", "arrayIndexOutOfBounds"),
        ("python", {"a.py": "import os\n"}, "ruff check --isolated --no-cache a.py", "F401"),
        ("python", {"test_a.py": "def test_a(): assert 1 == 2\n"}, "pytest", "assert 1 == 2"),
        (
            "node",
            {"a.mjs": MODERN, "c.json": ESLINTRC},
            "eslint -c c.json -f unix a.mjs",
            "'await1' is not",
        ),
        ("node", {"a.ts": "const x: number = '1';\nexport default x;\n"}, "tsc --noEmit a.ts", "TS2322"),
        ("shell", {"a.sh": "#!/bin/sh\necho $1\n"}, "shellcheck a.sh", "SC2086"),
    ],
)
def test_every_tool_for_checks_works_within_the_sandboxs_limits(
    pool: WarmPool, language: str, files: dict[str, str], script: str, said: str
) -> None:
    with pool.take(language) as sandbox:
        sandbox.put([file(path, text.encode()) for path, text in files.items()])
        result = ran(sandbox, script)
    assert said in result.stdout.decode(), result
    assert result.exit_code != 127


def test_valgrind_watches_a_test_as_it_does_a_build(pool: WarmPool) -> None:
    with pool.take("c") as sandbox:
        sandbox.put([file("a.c", UNINITIALISED["a.c"].encode())])
        assert ran(sandbox, "gcc -g -o a a.c").exit_code == 0
        sandbox.seal()
        assert ran(sandbox, MEMCHECK, Who.TEST).exit_code == 9


def test_a_students_program_sees_the_standard_library_alone(pool: WarmPool) -> None:
    with pool.take("python") as sandbox:
        assert ran(sandbox, "python3 -c 'import pytest'").exit_code == 1


def test_a_student_puts_nothing_before_a_tools_own_modules(pool: WarmPool) -> None:
    with pool.take("c") as sandbox:
        sandbox.put(
            [file(path, b"raise SystemExit(0)") for path in ("norminette.py", "argparse.py", "sitecustomize.py")]
        )
        sandbox.put([file("a.c", NORM["a.c"].encode())])
        assert ran(sandbox, "PYTHONPATH=. norminette a.c").exit_code == 1


def test_a_tool_comes_with_what_it_requires_and_without_what_its_installer_noted() -> None:
    files = tools_context("pytest")
    assert {"tools/bin/pytest", "tools/lib/pytest/__init__.py", "tools/lib/pluggy/__init__.py"} <= files.keys()
    assert not [path for path in files if path.endswith((".pyc", "/RECORD", "/INSTALLER", "/direct_url.json"))]
    assert not [path for path in files if "hypothesis" in path]


def test_a_program_is_copied_and_a_script_of_this_machine_is_not() -> None:
    assert tools_context("ruff")["tools/bin/ruff"].startswith(b"\x7fELF")
    assert tools_context("norminette")["tools/bin/norminette"].startswith(b"#!/usr/bin/python3 -I\n")


def test_a_tool_that_is_not_installed_is_a_fault_of_this_machine() -> None:
    with pytest.raises(GraderFault, match="no-such-tool is not installed beside peermill: run make again"):
        tools_context("no-such-tool")


def test_the_tools_of_every_language_are_installed() -> None:
    for language in LANGUAGES.values():
        assert len(tools_context(*language.python_tools)) > 0 or not language.python_tools


def test_the_recipe_names_every_file_with_a_digest() -> None:
    lines = tools_recipe("norminette").split(b"\n")
    for path in tools_context("norminette"):
        assert any(line.startswith(path.encode() + b"\0") and not line.endswith(b"\0") for line in lines), path


def test_another_version_of_a_file_makes_another_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_tools, "LAUNCHER", "another way to start {module} {function} {library}")
    assert tools_recipe.__wrapped__("norminette") != tools_recipe("norminette")
