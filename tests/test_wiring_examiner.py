import contextlib
from collections.abc import Iterator

import pytest

from core.errors import GraderFault, UsageError
from core.runs import Sandbox
from core.trees import Tree
from core.verdicts import Verdict
from wiring.examiner import CatalogueExaminer


class NoSandbox:
    @contextlib.contextmanager
    def take(self, language: str, _setup: bytes = b"") -> Iterator[Sandbox]:
        raise GraderFault(f"no sandbox for {language}")
        yield


def test_a_refused_tree_is_a_failed_check_with_its_reason() -> None:
    report = CatalogueExaminer(pool=NoSandbox()).refuse("c-sum", "a/b is a link", "d" * 40)
    assert (report.verdict, report.commit, report.exercise) == (Verdict.CF, "d" * 40, "c-sum")
    assert "a/b is a link" in report.checks[0].detail


def test_an_exercise_that_is_gone_is_told() -> None:
    with pytest.raises(UsageError, match="no exercise 'c-smu'"):
        CatalogueExaminer(pool=NoSandbox()).grade("c-smu", Tree(entries=(), commit=None))
