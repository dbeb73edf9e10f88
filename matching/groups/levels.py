"""What the levels of a rush's members should be. Light to import, as the command line's help needs it."""

from enum import StrEnum


class Levels(StrEnum):
    MIXED = "mixed"
    SIMILAR = "similar"
