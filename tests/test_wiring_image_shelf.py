"""Who may ask for images can't keep the workers from grading."""

from pathlib import Path

import pytest

from sandboxes.file_lock import locked
from sandboxes.image_shelf import SUFFIX, ShelvedImage
from sandboxes.pool import WarmPool
from wiring import image_shelf
from wiring.image_shelf import LOCK, fill_shelf, image_on_shelf
from wiring.settings import Settings


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Shelves that an image was written to, in place of the engine's own bytes."""
    shelves: list[Path] = []

    def shelve(_client: object, image_id: str, shelf: Path) -> ShelvedImage:
        shelf.mkdir(parents=True, exist_ok=True)
        path = shelf / f"{image_id.removeprefix('sha256:')}{SUFFIX}"
        path.write_bytes(b"an image")
        for other in shelf.iterdir():
            if other != path:
                other.unlink()
        shelves.append(shelf)
        return ShelvedImage(image_id=image_id, path=path, size=8)

    monkeypatch.setattr(image_shelf, "shelve", shelve)
    return shelves


def test_of_several_that_were_asked_for_each_turn_writes_one(
    tmp_path: Path, pool: WarmPool, written: list[Path]
) -> None:
    settings = Settings(var=tmp_path)
    for language in ("c", "shell"):
        assert image_on_shelf(settings, language) is None
    while fill_shelf(settings, pool) is not None:
        pass
    assert [shelf.name for shelf in written] == ["c", "shell"]
    assert image_on_shelf(settings, "c") is not None


def test_two_workers_never_write_at_once(tmp_path: Path, pool: WarmPool, written: list[Path]) -> None:
    settings = Settings(var=tmp_path)
    image_on_shelf(settings, "c")
    with locked(tmp_path / LOCK):
        assert fill_shelf(settings, pool) is None
    assert written == []
    assert fill_shelf(settings, pool) is not None


def test_an_image_that_was_built_anew_takes_the_old_ones_place(
    tmp_path: Path, pool: WarmPool, written: list[Path]
) -> None:
    settings = Settings(var=tmp_path)
    old = tmp_path / "images/c" / f"{'0' * 64}{SUFFIX}"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"older")
    image = fill_shelf(settings, pool)
    assert image is not None
    assert image.image_id == pool.image_of("c")
    assert fill_shelf(settings, pool) is None
    assert len(written) == 1


def test_a_language_that_is_none_is_never_asked_for(tmp_path: Path) -> None:
    assert image_on_shelf(Settings(var=tmp_path), "../secrets") is None
    assert list(tmp_path.iterdir()) == []
