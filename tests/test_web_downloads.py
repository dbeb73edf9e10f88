"""Who may have an exercise and an image, and that nothing the school keeps is among it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from exercises.bundle import from_json
from exercises.loader import find_exercise
from sandboxes.image_shelf import SUFFIX
from tests.fakes.school_builders import SetClock
from tests.test_web_pages import Reader
from web.app import make_app
from wiring.composition import compose
from wiring.settings import Settings

HEX = "ab" * 32


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    clock = SetClock()
    with compose(Settings(var=tmp_path), clock) as services:
        yield Reader(services, make_app(services, lambda: None), clock)


@pytest.mark.parametrize("login", ["ada", "staff"])
def test_an_exercise_is_for_those_registered_for_it_and_staff(reader: Reader, login: str) -> None:
    status, text = reader.get("/exercises/c-sum.json", login)
    assert status == 200
    assert from_json(text.encode()).digest == find_exercise("c-sum").digest
    assert "solutions" not in json.loads(text)["exercise"]


def test_for_others_it_looks_as_if_there_were_none(reader: Reader) -> None:
    absent = reader.get("/exercises/no-such.json", "ada")
    assert reader.get("/exercises/c-sum.json", "eve") == absent
    assert reader.get("/exercises/c-libft.json", "ada") == absent
    assert absent[0] == 403
    assert reader.get("/exercises/c-sum.json", None)[0] == 401


@pytest.mark.parametrize("slug", ["..%2f..", "%2e%2e", "c-sum%00", "a" * 300, "C-SUM", "c-sum.json"])
def test_a_name_that_is_no_slug_finds_nothing(reader: Reader, slug: str) -> None:
    assert reader.get(f"/exercises/{slug}.json", "staff")[0] in (403, 404)


def test_an_image_is_asked_for_and_then_served(reader: Reader) -> None:
    status, text = reader.get("/images/c.json")
    assert (status, json.loads(text)) == (202, {"wait": "the image is being written"})
    assert int(reader.headers["retry-after"]) > 0
    shelf = reader.services.settings.var / "images"
    assert [path.name for path in shelf.iterdir()] == ["c.wanted"]
    (shelf / "c").mkdir()
    (shelf / "c" / f"{HEX}{SUFFIX}").write_bytes(b"the image")
    status, text = reader.get("/images/c.json")
    assert (status, json.loads(text)) == (200, {"image_id": f"sha256:{HEX}", "bytes": 9})
    assert reader.get(f"/images/c/{HEX}{SUFFIX}") == (200, "the image")
    assert reader.get(f"/images/c/{'0' * 64}{SUFFIX}")[0] == 404


@pytest.mark.parametrize("path", ["/images/cobol.json", "/images/%2e%2e.json", "/images/..%2f..%2fetc/passwd"])
def test_no_other_file_is_served(reader: Reader, path: str) -> None:
    assert reader.get(path)[0] == 404
    assert not (reader.services.settings.var / "images").exists()


def test_images_are_for_people_of_the_school(reader: Reader) -> None:
    assert reader.get("/images/c.json", None)[0] == 401
    assert reader.get(f"/images/c/{HEX}{SUFFIX}", None)[0] == 401
