import io
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import UsageError
from matching.reading.matrices import read_matrix, text_matrix


def saved(folder: Path, array: NDArray[np.generic], name: str = "scores.npy") -> Path:
    np.save(folder / name, array)
    return folder / name


def announcing(folder: Path, shape: tuple[int, ...], descr: str = "<f8") -> Path:
    """An .npy of a header alone."""
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, {"descr": descr, "fortran_order": False, "shape": shape})
    (folder / "scores.npy").write_bytes(file.getvalue())
    return folder / "scores.npy"


def test_in_npy_only_a_negative_is_no_pair(tmp_path: Path) -> None:
    matrix = read_matrix(saved(tmp_path, np.array([[0.0, -1.0, 2.0], [1.0, 0.5, -0.1]])))
    assert matrix.allowed.tolist() == [[True, False, True], [True, True, False]]
    assert matrix.scores[0, 2] == 2.0


@pytest.mark.parametrize("kind", ["int32", ">f4", "bool", "uint8"])
def test_other_numbers_and_orders_are_read(tmp_path: Path, kind: str) -> None:
    array = np.asfortranarray(np.array([[0, 1, 1], [1, 0, 1]], dtype=kind))
    assert read_matrix(saved(tmp_path, array)).scores.tolist() == [[0, 1, 1], [1, 0, 1]]


def test_npz_of_one_array(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "one.npz", scores=np.eye(3))
    assert read_matrix(tmp_path / "one.npz").scores.tolist() == np.eye(3).tolist()
    np.savez(tmp_path / "two.npz", a=np.eye(3), b=np.eye(3))
    with pytest.raises(UsageError, match="holds 2 arrays"):
        read_matrix(tmp_path / "two.npz")


def test_text_has_a_row_a_submission_and_0_is_no_pair() -> None:
    matrix = text_matrix(b"2 3\n0.5 0 1.0 \n0.25 0.75 0.0\n", "m")
    assert matrix.scores.shape == (3, 2)
    assert matrix.allowed.tolist() == [[True, True], [False, True], [True, False]]
    assert matrix.scores[2, 0] == 1.0


@pytest.mark.parametrize("score", [np.nan, np.inf, 1e300])
def test_a_score_that_cannot_be_used_is_named(tmp_path: Path, score: float) -> None:
    with pytest.raises(UsageError, match="evaluator 1 and submission 2 is"):
        read_matrix(saved(tmp_path, np.array([[0, 0, 0], [0, 0, score]])))
    with pytest.raises(UsageError, match="evaluator 1 and submission 0 is"):
        text_matrix(f"1 2\n1 {score}\n".encode(), "m")


def test_a_huge_matrix_is_refused_by_its_header(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="announces 40000 x 40000 scores"):
        read_matrix(announcing(tmp_path, (40_000, 40_000)))
    with pytest.raises(UsageError, match="announces 40000 x 40000 scores"):
        text_matrix(b"40000 40000\n", "m")


@pytest.mark.parametrize(
    ("shape", "message"), [((3,), "1 dimensions"), ((0, 4), "is empty"), ((2, 2), "ends after 0 of 32 bytes")]
)
def test_a_header_that_does_not_fit(tmp_path: Path, shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_matrix(announcing(tmp_path, shape))


def test_pickles_are_never_loaded(tmp_path: Path) -> None:
    np.save(tmp_path / "objects.npy", np.array([[object]]), allow_pickle=True)
    with pytest.raises(UsageError, match="where numbers are needed"):
        read_matrix(tmp_path / "objects.npy")


def test_a_zip_bomb_yields_no_more_than_its_header_announces(tmp_path: Path) -> None:
    small = announcing(tmp_path, (2, 2)).read_bytes()
    with zipfile.ZipFile(tmp_path / "bomb.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("scores.npy", small + bytes(50_000_000))
    assert read_matrix(tmp_path / "bomb.npz").scores.shape == (2, 2)


@pytest.mark.parametrize("name", ["scores.npy", "scores.npz", "scores.in"])
@pytest.mark.parametrize("data", [b"", b"garbage\n", b"\x93NUMPY\x01\x00\xff\xff{", b"PK\x03\x04", b"\xff\xfe\n1 2"])
def test_garbage_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as refused:
        read_matrix(tmp_path / name)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"2 2\n1 1\n", "has 1 rows, where its first line announces 2"),
        (b"1 2\n1 1 1\n", "row 0 has 3 scores, where 2 are announced"),
        (b"1 2\n1 one\n", "row 0, score 1: b'one' is no number"),
        (b"0 2\n", "is empty"),
    ],
)
def test_text_that_contradicts_itself(text: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        text_matrix(text, "m")


def test_folders_and_fifos_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "folder.npy").mkdir()
    os.mkfifo(tmp_path / "fifo.npy")
    for name, message in (("folder", "is a folder"), ("fifo", "is no regular file"), ("none", "No such file")):
        with pytest.raises(UsageError, match=message):
            read_matrix(tmp_path / f"{name}.npy")
