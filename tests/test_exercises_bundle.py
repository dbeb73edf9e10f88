"""What a student's machine gets of an exercise: the digest and the shown testcases whole, nothing of the rest."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import UsageError
from exercises.bundle import KEPT_SETUP, for_students, from_json, to_json
from exercises.loader import CATALOGUE, catalogue_slugs, load_exercise
from exercises.model import Withheld
from tests.builders import a_testcase, exercise, file

GROUPS = {"secret": {"testcases": ["mined-*"], "visibility": "hidden"}, "late": {"testcases": ["after"]}}
MIXED = exercise(
    a_testcase("plain"),
    a_testcase("after", group="late", stdin=b"\xff\x00"),
    a_testcase("mined-1", group="secret", stdin=b"the buried input", expected=b"the buried answer", points=3),
    a_testcase("mined-2", group="secret", points=2),
    groups=GROUPS,
    testcases={"named": {"mined-1": {"points": 3}, "after": {"exit_code": 0}}},
)


def test_what_is_withheld_is_not_in_the_document_by_any_name() -> None:
    document = to_json(MIXED).decode()
    assert "mined" not in document
    for secret in (b"the buried input", b"the buried answer"):
        assert json.dumps(secret.decode()) not in document
    found = from_json(document.encode())
    assert [testcase.name for testcase in found.testcases] == ["plain", "after"]
    assert found.withheld == {"secret": Withheld(testcases=2, points=5)}
    assert set(found.manifest.testcases.named) == {"after"}


def test_what_is_shown_arrives_as_it_is_on_the_server() -> None:
    found = from_json(to_json(MIXED))
    assert found.digest == MIXED.digest
    assert found.testcases == MIXED.testcases[:2]
    assert found == for_students(MIXED)


def test_the_checker_comes_along_only_where_a_testcase_needs_it() -> None:
    checker = (file("check.py", b"what is right"),)
    mixed = replace(MIXED, validator=checker)
    assert for_students(mixed).validator == checker
    kept = replace(mixed, testcases=tuple(each for each in mixed.testcases if each.group == "secret"))
    assert for_students(kept).validator == ()


@pytest.mark.parametrize("shown", [("plain",), ()])
def test_a_frameworks_cases_are_named_only_where_they_are_shown(shown: tuple[str, ...]) -> None:
    cases = dict.fromkeys((*shown, "mined"), 1.0)
    mixed = exercise(
        *(a_testcase(name) for name in shown),
        a_testcase("mined", group="secret"),
        groups={"secret": {"testcases": ["mined"], "visibility": "hidden"}},
        language="python",
        run={},
        framework={"kind": "pytest", "files": ["test_it.py"], "cases": cases},
    )
    document = to_json(mixed).decode()
    assert "mined" not in document
    framework = from_json(document.encode()).manifest.framework
    assert tuple(framework.cases if framework else ()) == shown


def test_a_set_up_stays_with_all_that_it_holds() -> None:
    kept = replace(MIXED, harness=(file("answers.py", b"what is right"),), setup=b"the whole autograder")
    found = for_students(kept)
    assert (found.harness, found.setup) == ((), KEPT_SETUP)
    assert from_json(to_json(kept)).setup  # so that grading at home is refused, not tried without it


@pytest.mark.parametrize("slug", catalogue_slugs())
def test_every_exercise_of_the_catalogue_survives_the_way(slug: str) -> None:
    loaded = load_exercise(CATALOGUE / slug)
    found = from_json(to_json(loaded))
    assert found == replace(for_students(loaded), folder=Path(slug))
    assert loaded.folder.as_posix() not in to_json(loaded).decode()


@pytest.mark.parametrize("document", [b"", b"{", b"[]", b'{"exercise": 1}', b'{"exercise": {"slug": "x"}, "more": 1}'])
def test_what_is_no_bundle_is_refused_in_one_line(document: bytes) -> None:
    with pytest.raises(UsageError, match="can't be read here") as caught:
        from_json(document)
    assert "\n" not in str(caught.value)
