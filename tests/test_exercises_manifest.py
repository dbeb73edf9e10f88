"""What a manifest may say, and the one line that says what is wrong with it and where."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import BrokenExercise
from exercises.manifest import Manifest
from exercises.toml import parse_toml

MANIFEST = """\
version = 1
title = "The sum"
language = "c"

[turn_in]
required = ["/sum.c"]

[build]
commands = [
    ["cc", "-o", "sum", "sum.c"],
    ["strip"]
]
cpu_ms = 2_000

[harness]

[run]
command = ["./sum"]

[checker]
kind = "numbers"
tolerance = 0.001

[testcases.named.01-few]
points = 3
"""


def refusal(folder: Path, text: str | bytes) -> str:
    """The message for that manifest, without the path that it begins with."""
    path = folder / "exercise.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(BrokenExercise) as caught:
        parse_toml(path, Manifest, "the manifest")
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message.removeprefix(str(path))


def test_a_manifest_becomes_its_model(tmp_path: Path) -> None:
    path = tmp_path / "exercise.toml"
    path.write_text(MANIFEST)
    manifest = parse_toml(path, Manifest, "the manifest")
    assert manifest.turn_in.required == ("/sum.c",)
    assert manifest.turn_in.extra == "forbidden"
    assert manifest.build.commands == (("cc", "-o", "sum", "sum.c"), ("strip",))
    assert (manifest.build.cpu_ms, manifest.build.memory_mib) == (2000, 512)
    assert manifest.harness is not None
    assert (manifest.harness.folder, manifest.harness.commands) == ("harness", ())
    assert manifest.run.command == ("./sum",)
    assert manifest.checker.tolerance == 0.001
    assert manifest.testcases.named["01-few"].points == 3


def test_no_harness_is_not_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "exercise.toml"
    path.write_text(MANIFEST.replace("[harness]\n", ""))
    assert parse_toml(path, Manifest, "the manifest").harness is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('title = "The sum"', 'titel = "The sum"', ":2: titel: Extra inputs are not permitted (did you mean title?)"),
        ("[build]", "[biuld]", ":8: biuld: Extra inputs are not permitted (did you mean build?)"),
        (
            "cpu_ms = 2_000",
            "cpu_sm = 2_000",
            ":13: build.cpu_sm: Extra inputs are not permitted (did you mean cpu_ms?)",
        ),
        (
            "points = 3",
            "poinst = 3",
            ":25: testcases.named.01-few.poinst: Extra inputs are not permitted (did you mean points?)",
        ),
        (
            "[harness]",
            "[harness]\nfoldr = 'a'",
            ":16: harness.foldr: Extra inputs are not permitted (did you mean folder?)",
        ),
        ("[checker]", "zebra = 1\n[checker]", ":20: run.zebra: Extra inputs are not permitted"),
    ],
)
def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_one(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert old in MANIFEST
    assert refusal(tmp_path, MANIFEST.replace(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("version = 1", "version = 2", ":1: version: "),
        ('"The sum"', "7", ":2: title: "),
        ('"The sum"', '""', ":2: title: "),
        ('language = "c"', 'language = "cobol"', ":3: language: "),
        ("[build]", "build = 3\n[other]", ":8: turn_in.build: "),
        ("2_000", '"2000"', ":13: build.cpu_ms: "),
        ("2_000", "2000.5", ":13: build.cpu_ms: "),
        ("2_000", "true", ":13: build.cpu_ms: "),
        ("2_000", "0", ":13: build.cpu_ms: "),
        ("2_000", "9_999_999_999", ":13: build.cpu_ms: "),
        ('["./sum"]', '"./sum"', ":18: run.command: "),
        ('["./sum"]', "[]", ":18: run.command: "),
        ('["./sum"]', "[7]", ":18: run.command.0: "),
        ('["./sum"]', '["a\\u0000b"]', ":18: run.command.0: "),
        ('["./sum"]', '[""]', ":18: run.command.0: "),
        ("tolerance = 0.001", "tolerance = nan", ":22: checker.tolerance: "),
        ("points = 3", "points = inf", ":25: testcases.named.01-few.points: "),
        ("points = 3", "points = -1", ":25: testcases.named.01-few.points: "),
        ("points = 3", "points = 2026-01-01", ":25: testcases.named.01-few.points: "),
        ("points = 3", "exit_code = 256", ":25: testcases.named.01-few.exit_code: "),
        ("[harness]", '[harness]\nfolder = "../secrets"', ":16: harness.folder: "),
        ("[harness]", '[harness]\nfolder = "tests"', ":16: harness.folder: tests/ would be put beside the submission"),
        ("[harness]", '[harness]\nfolder = "solutions"', ":16: harness.folder: "),
        ("version = 1", 'version = 1\n"a\\nb" = 1', ":1: 'a\\nb': "),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_where_it_stands(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert old in MANIFEST
    assert refusal(tmp_path, MANIFEST.replace(old, new)).startswith(place)


@pytest.mark.parametrize("pattern", ["!sum.c", "# sources", " ", "sum.c\\\\", ""])
def test_a_pattern_that_matches_no_file_is_refused(tmp_path: Path, pattern: str) -> None:
    text = MANIFEST.replace('["/sum.c"]', f'["/sum.c", "{pattern}"]')
    assert refusal(tmp_path, text).startswith(":6: turn_in.required.1: ")


def test_a_wall_limit_below_the_cpu_limit_is_refused(tmp_path: Path) -> None:
    text = MANIFEST.replace('["./sum"]', '["./sum"]\ncpu_ms = 500\nwall_ms = 400')
    assert refusal(tmp_path, text) == ":17: run: wall_ms (400) is less than cpu_ms (500), which then decides nothing"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('language = "c"', ":1: language: "),
        ("version = 1", ":1: version: "),
    ],
)
def test_a_missing_key_is_named(tmp_path: Path, line: str, place: str) -> None:
    assert line in MANIFEST
    assert refusal(tmp_path, MANIFEST.replace(line, "")) == place + "Field required"


@pytest.mark.parametrize(
    "text",
    [
        "version = ",
        "version = 1\nversion = 1",
        "a = " + "[" * 100_000,
        "a = " + "9" * 5_000,
        "a = 2026-13-45",
        "\0",
    ],
)
def test_what_is_not_toml_is_one_line(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text).startswith(": not TOML: ")


def test_a_syntax_error_names_its_line(tmp_path: Path) -> None:
    assert "line 3" in refusal(tmp_path, 'version = 1\ntitle = "x"\nlanguage c\n')


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    assert "not UTF-8 text" in refusal(tmp_path, b'title = "\xff"')


places = st.integers(min_value=0, max_value=len(MANIFEST))


@settings(max_examples=300)
@given(start=places, end=places, junk=st.text(alphabet='[]{}=.,"\\#\n 0a-é\x00\u2028', max_size=8))
def test_whatever_is_scribbled_into_it_the_answer_is_a_manifest_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, start: int, end: int, junk: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "exercise.toml"
    path.write_text(MANIFEST[:start] + junk + MANIFEST[end:], encoding="utf-8")
    answer = ""
    try:
        parse_toml(path, Manifest, "the manifest")
    except BrokenExercise as error:
        answer = str(error)
    assert answer == "" or answer.startswith(f"{path}:")
    assert "\n" not in answer


CUSTOM = """\
version = 1
title = "Any order"
language = "c"
[checker]
kind = "custom"
[checker.program]
folder = "judge"
command = ["./judge"]
[testcases.named.one]
flags = ["-v"]
"""
INTERACTIVE = CUSTOM.replace('[checker]\nkind = "custom"\n[checker.program]', '[interactor]\nlanguage = "python"')


@pytest.mark.parametrize(("text", "language"), [(CUSTOM, None), (INTERACTIVE, "python")])
def test_a_program_of_the_schools_may_decide(tmp_path: Path, text: str, language: str | None) -> None:
    path = tmp_path / "exercise.toml"
    path.write_text(text)
    manifest = parse_toml(path, Manifest, "the manifest")
    assert manifest.validator is not None
    assert (manifest.validator.folder, manifest.validator.command) == ("judge", ("./judge",))
    assert manifest.validator.language == language
    assert manifest.testcases.named["one"].flags == ("-v",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CUSTOM.replace('kind = "custom"', ""), "go together"),
        (CUSTOM[: CUSTOM.index("[checker.program]")], "go together"),
        (CUSTOM.replace('folder = "judge"', 'folder = "tests"'), ":7: checker.program.folder: tests/ has another use"),
        (
            CUSTOM.replace("[checker.program]", '[harness]\nfolder = "judge"\n[checker.program]'),
            ":7: harness.folder: judge/ has the program that decides verdicts",
        ),
        (CUSTOM + '[interactor]\nfolder = "talk"\ncommand = ["./talk"]\n', ":11: interactor: it decides by itself"),
        (
            CUSTOM[: CUSTOM.index("[checker]")] + '[testcases.named.one]\nflags = ["-v"]\n',
            ":4: testcases.named: flags are",
        ),
        (CUSTOM.replace("folder =", "foldr ="), ":7: checker.program.foldr: "),
        (INTERACTIVE.replace("python", "cobol"), "interactor.language: there is no language 'cobol'"),
    ],
)
def test_a_program_that_decides_must_make_sense(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in refusal(tmp_path, text)
