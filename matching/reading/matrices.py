"""Matrices of scores as evaluators x submissions, from the three forms in which reference data comes.

.npy   evaluators x submissions; a negative number is no pair
.npz   a zip with one .npy
text   "submissions evaluators", then a row a submission; 0 is no pair

What a header announces is judged before anything is read for it, so a huge matrix costs nothing.
"""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

import numpy as np
from numpy.lib import format as npy

from core.errors import UsageError
from matching.reading.files import opened, read_whole
from matching.tables import Bools, Floats

MOST_SCORES = 50_000_000
MOST_TEXT = 1 << 29
LARGEST_SCORE = 1e9


@dataclass(frozen=True, slots=True)
class Matrix:
    """E x S, both."""

    scores: Floats
    allowed: Bools


def read_matrix(path: Path) -> Matrix:
    """Raises UsageError."""
    match path.suffix:
        case ".npy":
            with opened(path) as file:
                return _signed(_read_npy(file, str(path)), str(path))
        case ".npz":
            with opened(path) as file:
                return _signed(_read_npz(file, str(path)), str(path))
        case _:
            return text_matrix(read_whole(path, MOST_TEXT), str(path))


def _signed(scores: Floats, name: str) -> Matrix:
    return _checked(Matrix(scores, ~(scores < 0)), name)  # NaN is allowed here, to be refused by name


def _checked(matrix: Matrix, name: str) -> Matrix:
    bad = np.argwhere(~(np.abs(matrix.scores) <= LARGEST_SCORE) & matrix.allowed)
    if len(bad):
        evaluator, submission = bad[0]
        score = matrix.scores[evaluator, submission]
        raise UsageError(
            f"{name}: the score of evaluator {evaluator} and submission {submission} is {score}; "
            f"finite numbers up to {LARGEST_SCORE:g} are read"
        )
    return matrix


def _read_npz(file: BinaryIO, name: str) -> Floats:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) != 1:
                raise UsageError(f"{name} holds {len(entries)} arrays, where one is needed")
            with archive.open(entries[0]) as entry:
                return _read_npy(entry, f"{name}: {entries[0].filename[:100]}")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UsageError(f"{name} is no zip of an array that can be read: {error}") from None


def _read_npy(file: IO[bytes], name: str) -> Floats:
    """The announced bytes and no more are read, so neither a bomb nor a pickle gets anywhere."""
    shape, fortran, kind = _header(file, name)
    if kind.hasobject or kind.kind not in "fiub":
        raise UsageError(f"{name} holds {kind}, where numbers are needed")
    if len(shape) != 2:
        raise UsageError(f"{name} has {len(shape)} dimensions, where evaluators x submissions are needed")
    _check_size(shape[0], shape[1], name)
    wanted = shape[0] * shape[1] * kind.itemsize
    data = file.read(wanted)
    if len(data) < wanted:
        raise UsageError(f"{name} ends after {len(data)} of {wanted} bytes")
    scores = np.frombuffer(data, dtype=kind).reshape(shape, order="F" if fortran else "C")
    with np.errstate(over="ignore"):  # what is over becomes infinite, and is named as such
        return scores.astype(np.float64)


def _header(file: IO[bytes], name: str) -> tuple[tuple[int, ...], bool, np.dtype[np.generic]]:
    try:
        version = npy.read_magic(file)
        read = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}[version]
        return read(file)
    except (ValueError, KeyError, EOFError, RecursionError, MemoryError, OverflowError, TypeError) as error:
        words = " ".join(str(error).split())[:200]
        raise UsageError(f"{name} has no header of an .npy file that can be read: {words}") from None


def _check_size(evaluators: int, submissions: int, name: str) -> None:
    if evaluators < 1 or submissions < 1:
        raise UsageError(f"{name} is empty: {evaluators} evaluators, {submissions} submissions")
    if evaluators * submissions > MOST_SCORES:
        raise UsageError(
            f"{name} announces {evaluators} x {submissions} scores, and {MOST_SCORES} are the most that is read; "
            "larger rounds come as a JSON instance"
        )


def text_matrix(data: bytes, name: str) -> Matrix:
    """Raises UsageError."""
    head, _, body = data.partition(b"\n")
    submissions, evaluators = _announced(head, name)
    _check_size(evaluators, submissions, name)
    lines = [line for line in body.split(b"\n") if line.strip()]
    if len(lines) != submissions:
        raise UsageError(f"{name} has {len(lines)} rows, where its first line announces {submissions}")
    scores = np.array([_row(line, evaluators, f"{name}: row {row}") for row, line in enumerate(lines)]).T
    return _checked(Matrix(scores, scores != 0), name)


def _announced(head: bytes, name: str) -> tuple[int, int]:
    words = head.split()
    if len(words) != 2 or not all(word.isdigit() and len(word) < 10 for word in words):
        raise UsageError(f"{name}: the first line of a text matrix is its numbers of submissions and of evaluators")
    return int(words[0]), int(words[1])


def _row(line: bytes, evaluators: int, where: str) -> Floats:
    words = line.split()
    if len(words) != evaluators:
        raise UsageError(f"{where} has {len(words)} scores, where {evaluators} are announced")
    for at, word in enumerate(words):
        try:
            float(word)
        except ValueError:
            raise UsageError(f"{where}, score {at}: {word[:30]!r} is no number") from None
    return np.array([float(word) for word in words])
