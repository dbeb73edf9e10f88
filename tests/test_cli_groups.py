import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Peermill, runner

KEYS = {"groups", "left_over", "goals", "balance", "seed"}
CAMPUSES = ("Paris", "Lyon", "Nice")
TRAVELLERS = {
    "people": [
        {"id": f"p{row}", "campus": CAMPUSES[row % 3], "languages": ["fr"], "hours": ["mon 09-17"]} for row in range(6)
    ]
}
RUSHERS = {"people": [{"id": f"p{row}", "level": row} for row in range(6)], "lately": [["p0", "p5"]]}
CANDIDATES = {
    "people": [{"id": f"p{row}", "attributes": {"gender": ("woman", "man")[row % 2]}} for row in range(6)],
    "wishes": [{"attribute": "gender", "value": "woman", "share": 0.5}],
}
DOCUMENTS: dict[str, dict[str, Any]] = {"inter-campus": TRAVELLERS, "rush": RUSHERS, "cohorts": CANDIDATES}


@pytest.fixture
def peermill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    return runner(monkeypatch, capsys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.json"


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_groups_in_json_are_the_same_for_the_same_seed(peermill: Peermill, file: Path, kind: str) -> None:
    file.write_text(json.dumps(DOCUMENTS[kind]))
    said = peermill("groups", kind, file, "--size", "3", "--seed", "5", "--json")
    assert said.exit_code == 0
    assert set(said.document) == KEYS
    assert said.document["seed"] == 5
    assert [len(group["members"]) for group in said.document["groups"]] == [3, 3]
    assert said.out == peermill("groups", kind, file, "--size", "3", "--seed", "5", "--json").out


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_groups_in_words_with_goals_and_the_seed_that_was_drawn(peermill: Peermill, file: Path, kind: str) -> None:
    file.write_text(json.dumps(DOCUMENTS[kind]))
    said = peermill("groups", kind, file, "--size", "3")
    assert said.exit_code == 0
    assert "group 2: " in said.out
    assert "people in groups: 6, at most 6 possible" in said.out
    assert said.out.splitlines()[-1].startswith("seed ")


def test_levels_mixed_or_similar(peermill: Peermill, file: Path) -> None:
    file.write_text(json.dumps(RUSHERS))
    options = ("groups", "rush", file, "--size", "2", "--seed", "1", "--json", "--level")
    mixed, similar = peermill(*options, "mixed").document, peermill(*options, "similar").document
    assert [group["members"] for group in similar["groups"]] == [["p0", "p1"], ["p2", "p3"], ["p4", "p5"]]
    assert ["p0", "p5"] not in [group["members"] for group in mixed["groups"]]


def test_no_more_cohorts_than_asked_for(peermill: Peermill, file: Path) -> None:
    file.write_text(json.dumps(CANDIDATES))
    said = peermill("groups", "cohorts", file, "--size", "2", "--count", "1", "--seed", "1")
    assert "left over: 4" in said.out
    assert "gender woman  0.5" in said.out


def test_names_bring_no_markup_or_control_characters(peermill: Peermill, file: Path) -> None:
    people = [{"id": name, "level": 1} for name in ("[red]a[/red]", "b\u001b[31m")]
    file.write_text(json.dumps({"people": people}))
    said = peermill("groups", "rush", file, "--size", "2", "--seed", "1")
    assert "[red]a[/red]" in said.out
    assert "\u001b" not in said.out


def test_where_no_group_can_be_made_the_exit_code_is_1(peermill: Peermill, file: Path) -> None:
    file.write_text(json.dumps(TRAVELLERS))
    said = peermill("groups", "inter-campus", file, "--hours", "9")
    assert said.exit_code == 1
    assert said.complaint.startswith("no group can be made: 0 people of 0 campuses (of 3) share 9 hours")


@pytest.mark.parametrize(
    ("kind", "document", "message"),
    [
        ("rush", '{"people": []}', "people: List should have at least 1 item"),
        ("rush", '{"people": [{"id": "a", "level": NaN}]}', "people[0].level"),
        ("rush", '{"people": [{"id": "a", "level": 1, "x": 1}]}', "people[0].x: Extra inputs are not permitted"),
        ("rush", '{"people": [{"id": "a", "level": 1}], "lately": [["a", "b"]]}', "lately[0]: no person 'b'"),
        ("cohorts", '{"people": [{"id": "a", "attributes": {}}]}', "nothing to balance"),
        ("cohorts", '{"people": [{"id": "a", "attributes": {"x": true}}]}', "people[0].attributes.x"),
        ("inter-campus", '{"people": [{"id": "a", "campus": "c", "languages": ["fr"], "hours": ["mon 9"]}]}', ".hours"),
        ("inter-campus", "{", "EOF"),
    ],
)
def test_bad_input_is_named(peermill: Peermill, file: Path, kind: str, document: str, message: str) -> None:
    file.write_text(document)
    said = peermill("groups", kind, file)
    assert said.exit_code == 2
    assert message in said.complaint


def test_bad_options_and_files(peermill: Peermill, file: Path, tmp_path: Path) -> None:
    file.write_text(json.dumps(TRAVELLERS))
    said = peermill("groups", "inter-campus", file, "--size", "2")
    assert said.exit_code == 2
    assert said.complaint == "--campuses 3 is more than --size 2"
    assert peermill("groups", "rush", tmp_path / "none.json").complaint.endswith("No such file or directory")
    assert peermill("groups", "rush", file, "--size", "1").exit_code == 2
