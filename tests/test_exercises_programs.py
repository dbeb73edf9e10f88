import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.trees import TreeEntry
from exercises.manifest import Manifest
from exercises.programs import included, language_of, mains, recipe_for, with_includes
from tests.builders import file

EVERY = ("cpp", "c", "python", "java", "rust", "node", "php", "go", "shell")
MAIN = b"public class %b { public static void main(String[] args) { } }"


def manifest(**changes: object) -> Manifest:
    return Manifest.model_validate({"version": 1, "title": "t", "language": "c", **changes})


@pytest.mark.parametrize(
    ("paths", "language"),
    [
        (["hello.cc"], "cpp"),
        (["a.c", "b.h"], "c"),
        (["a.c", "b.cpp"], "cpp"),
        (["a.c", "b.c", "c.cpp"], "c"),
        (["solve.py", "readme.txt"], "python"),
        (["Main.java", "lib/Other.java", "run.py"], "java"),
        (["main.sh"], "shell"),
        (["hello.kt"], None),
        (["hello.C"], "cpp"),
        ([], None),
    ],
)
def test_the_language_with_the_most_sources(paths: list[str], language: str | None) -> None:
    assert language_of(EVERY, paths) == language


def test_only_a_language_that_is_accepted() -> None:
    assert language_of(("python",), ["a.c", "b.c", "c.py"]) == "python"


@pytest.mark.parametrize(
    ("language", "files", "build", "run"),
    [
        ("python", ["b.py", "a.py"], ("python3", "-m", "py_compile", "./a.py", "./b.py"), ("python3", "./a.py")),
        ("python", ["a.py", "Main.py", "x.txt"], ("python3", "-m", "py_compile", "./Main.py", "./a.py"),
         ("python3", "./Main.py")),
        ("node", ["-e.js"], ("node", "--check", "./-e.js"), ("node", "./-e.js")),
    ],
)  # fmt: skip
def test_what_is_built_and_run(language: str, files: list[str], build: tuple[str, ...], run: tuple[str, ...]) -> None:
    assert recipe_for(language, [file(path) for path in files]) == ((build,), run)


@pytest.mark.parametrize(
    ("sources", "name"),
    [
        ({"guess.java": MAIN % b"Guess"}, "Guess"),
        ({"a.java": MAIN % b"A", "Main.java": MAIN % b"Main"}, "Main"),
        ({"Help.java": b"class Help { void no() {} }", "Run.java": MAIN % b"Run"}, "Run"),
        ({"A.java": b"package x.y;\n" + MAIN % b"A"}, "x.y.A"),
        ({"A.java": b'/* class No { void main( */ class A { String s = "}{ class B {"; ' + (MAIN % b"B") + b"}"}, "A"),
        ({"A.java": b"class Node { int next; }\nclass A { class In { } public static void main(String a) { } }"}, "A"),
        ({"Nothing.java": b"class Nothing { }"}, "Nothing"),
    ],
)
def test_the_class_that_has_a_main(sources: dict[str, bytes], name: str) -> None:
    entries = [file(path, data) for path, data in sources.items()]
    assert recipe_for("java", entries)[1][-1] == name


@given(st.lists(st.sampled_from([b"/*", b"*/", b'"', b"'", b"\\", b"\n", b"{", b"}", b"class A", b"void main("])))
def test_any_java_is_read(parts: list[bytes]) -> None:
    assert all(name == "A" for name in mains(b"".join(parts)))


@pytest.mark.parametrize("piece", [b"/*", b'"\\', b"'", b"{class A", b"class ", b"void main(", b"\\", b'\\"'])
def test_no_java_takes_long_to_read(piece: bytes) -> None:
    start = time.monotonic()
    list(mains(piece * 300_000))
    assert time.monotonic() - start < 60


def test_what_the_school_includes_stands_over_what_is_turned_in() -> None:
    include = [file("default/a.h", b"1"), file("cpp/a.h", b"2"), file("cpp/main.cpp", b"3")]
    assert set(included(include, "python")) == {"a.h"}
    entries: tuple[TreeEntry, ...] = (file("a.h", b"student"), file("solve.cpp"))
    merged = with_includes(entries, included(include, "cpp"))
    assert {entry.path: entry.data for entry in merged}["a.h"] == b"2"
    assert recipe_for("cpp", merged)[0][0][-3:] == ("./main.cpp", "./solve.cpp", "-pthread")


def test_an_included_file_is_the_main_one_only_by_its_name() -> None:
    entries = [file("a.py"), file("solve.py")]
    assert recipe_for("python", entries)[1] == ("python3", "./a.py")
    assert recipe_for("python", entries, {"a.py"})[1] == ("python3", "./solve.py")
    assert recipe_for("python", [*entries, file("main.py")], {"a.py", "main.py"})[1] == ("python3", "./main.py")
    assert recipe_for("python", entries, {"a.py", "solve.py"})[1] == ("python3", "./a.py")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"program": {"languages": ["cpp"]}}, "has to be among them"),
        ({"program": {"languages": ["c", "sql"]}}, "can't be in 'sql'"),
        ({"program": {"languages": ["c", "c"]}}, "once"),
        ({"program": {"languages": ["c"]}, "run": {"command": ["./a"]}}, "can't be too"),
        ({"program": {"languages": ["c"]}, "checks": {"norm": {}}}, "can't be too"),
    ],
)
def test_what_can_not_be_meant(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        manifest(**changes)
