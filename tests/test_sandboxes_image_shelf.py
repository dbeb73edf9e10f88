"""An image goes to a file and comes back the same, or not at all."""

import contextlib
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from core.errors import GraderFault
from sandboxes.image_build import image_id
from sandboxes.image_shelf import load, shelve, shelved
from sandboxes.pool import WarmPool


@pytest.fixture
def small(pool: WarmPool) -> Iterator[str]:
    """An image of one small file, made for the test."""
    api = pool.client.api
    api.import_image_from_data(empty_tar(b"what is in it"), repository="peermill/test-shelf", tag="one")
    image_id = str(pool.client.images.get("peermill/test-shelf:one").id)
    yield image_id
    for name in ("peermill/test-shelf:one", image_id):
        with contextlib.suppress(docker.errors.ImageNotFound):
            pool.client.images.remove(name, force=True)


def empty_tar(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        member = tarfile.TarInfo("file")
        member.size = len(data)
        tar.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def test_an_image_comes_back_with_its_id(pool: WarmPool, small: str, tmp_path: Path) -> None:
    found = shelve(pool.client, small, tmp_path / "c")
    assert shelved(tmp_path / "c") == found
    assert found.image_id == small
    pool.client.images.remove(small, force=True)
    assert image_id(pool.client, small) is None
    with found.path.open("rb") as stream:
        load(pool.client, stream, small)
    assert image_id(pool.client, small) == small


def test_a_shelf_holds_the_newest_image_only(pool: WarmPool, small: str, tmp_path: Path) -> None:
    (tmp_path / f"{'0' * 64}.tar.gz").write_bytes(b"older")
    shelve(pool.client, small, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{small.removeprefix('sha256:')}.tar.gz"]


def test_an_empty_shelf_has_none(tmp_path: Path) -> None:
    assert shelved(tmp_path) is None
    assert shelved(tmp_path / "absent") is None


def test_another_image_than_promised_is_refused(pool: WarmPool, small: str, tmp_path: Path) -> None:
    found = shelve(pool.client, small, tmp_path)
    with found.path.open("rb") as stream, pytest.raises(GraderFault, match="promised the image sha256:0000"):
        load(pool.client, stream, f"sha256:{'0' * 64}")


@pytest.mark.parametrize("data", [b"", b"not an image", b"\x1f\x8b\x08\x00broken"])
def test_what_is_no_image_is_a_fault_in_words(pool: WarmPool, data: bytes) -> None:
    with pytest.raises(GraderFault, match=r"can't be loaded|and sent none"):
        load(pool.client, io.BytesIO(data), f"sha256:{'0' * 64}")


def test_an_image_that_is_not_there_is_a_fault(pool: WarmPool, tmp_path: Path) -> None:
    with pytest.raises(GraderFault, match="can't be written"):
        shelve(pool.client, f"sha256:{'0' * 64}", tmp_path)
    assert list(tmp_path.iterdir()) == []
