"""Tests in the manner of gradescope-utils, of which only the decorators matter here."""


def weight(points):
    return lambda test: test


@weight(4)
def test_adds():
    pass


@weight(6)
def test_adds_many():
    pass
