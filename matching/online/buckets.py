"""Free slots by project and band of levels, so that a request looks only where its evaluators are.

A slot lies in one bucket for each project that its owner may evaluate: a bucket of the owner's band, one level wide.
"""

import math
from collections.abc import Iterable

import numpy as np

from matching.policy import ROUNDING
from matching.tables import Ints

FIRST_ROOM = 8


class Bucket:
    """Slots in no order; putting one in and taking one out take the same time however many there are."""

    __slots__ = ("_at", "_slots")

    def __init__(self) -> None:
        self._slots = np.zeros(FIRST_ROOM, dtype=np.int64)
        self._at: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._at)

    @property
    def slots(self) -> Ints:
        return self._slots[: len(self._at)]

    def add(self, slot: int) -> None:
        size = len(self._at)
        if size == len(self._slots):
            self._slots = np.concatenate((self._slots, np.zeros_like(self._slots)))
        self._slots[size] = slot
        self._at[slot] = size

    def remove(self, slot: int) -> None:
        place = self._at.pop(slot)
        size = len(self._at)
        if place < size:
            moved = int(self._slots[size])
            self._slots[place] = moved
            self._at[moved] = place


class Buckets:
    def __init__(self) -> None:
        self._buckets: dict[tuple[int, int], Bucket] = {}
        self._bands: dict[int, set[int]] = {}

    def add(self, slot: int, projects: Iterable[int], level: float) -> None:
        band = math.floor(level)
        for project in projects:
            bucket = self._buckets.get((project, band))
            if bucket is None:
                bucket = self._buckets[project, band] = Bucket()
                self._bands.setdefault(project, set()).add(band)
            bucket.add(slot)

    def remove(self, slot: int, projects: Iterable[int], level: float) -> None:
        band = math.floor(level)
        for project in projects:
            self._buckets[project, band].remove(slot)

    def near(self, project: int, level: float, reach: float | None) -> Ints:
        """The project's slots in every band that reaches into level -reach..+reach (None: any)."""
        bands: Iterable[int] = self._bands.get(project, ())
        if reach is not None:
            low, high = math.floor(level - reach - ROUNDING), math.floor(level + reach + ROUNDING)
            bands = [band for band in bands if low <= band <= high]
        found = [self._buckets[project, band].slots for band in sorted(bands)]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
