"""Reads what test frameworks say came of their tests. They ran in the student's process: every byte is hostile.

JUnit XML          --parsed piece by piece, without entities-->  |
Unity's lines      --line by line-->                             |  CaseResult a test
results.json       --a strict model-->                           |

Whatever can't be read is ResultsUnreadable, with words for the student: it is never a fault of ours. A document that
the student's process forged can't be told from a real one; that is what "visible to the student's process" says.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

MOST_BYTES = 4 << 20
MOST_CASES = 10_000
MOST_DOCUMENTS = 1_000  # JUnit writes one for each of its engines
MOST_ELEMENTS = 100_000
MOST_DEPTH = 32
XML_START = b"<?xml"
UNITY_LINE = re.compile(rb"[^:\n]{1,256}:\d{1,9}:([^:\n]{1,256}):(PASS|FAIL|IGNORE)(?:: ?([^\n]{0,4096}))?")
Score = Annotated[float, Field(allow_inf_nan=False)]
Shown = Literal["visible", "hidden", "after_due_date", "after_published"]


class ResultsUnreadable(Exception):
    """The message is for the student."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What a framework says of one test. `share` of its points, 0 to 1; `message` is hostile text of any length.

    `visible`: whether the source lets the student read it.
    """

    name: str
    group: str = ""
    share: float
    message: str = ""
    visible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Autograding:
    """A Gradescope autograder's results: `score` are its points for the whole, of no known maximum."""

    score: float
    cases: tuple[CaseResult, ...]
    output: str


def parse_junit(data: bytes) -> list[CaseResult]:
    """Of one document or several, one after another. Raises ResultsUnreadable."""
    check_size(data)
    documents = [XML_START + part for part in data.split(XML_START, MOST_DOCUMENTS + 1)[1:]] or [data]
    if len(documents) > MOST_DOCUMENTS:
        raise ResultsUnreadable(f"the results are more than {MOST_DOCUMENTS} documents")
    cases: list[CaseResult] = []
    try:
        for document in documents:
            for element in testcases_of(document):
                cases.append(case_of(element))
                check_count(len(cases))
    except DefusedXmlException:
        raise ResultsUnreadable("the results declare a document type, which results have no use for") from None
    except (ParseError, ValueError, LookupError) as error:
        raise ResultsUnreadable(f"the results aren't JUnit XML: {error}") from None
    return cases


def testcases_of(document: bytes) -> Iterator[Element]:
    """Each `testcase` as soon as it ends; what it holds is then forgotten."""
    depth = elements = 0
    for event, element in iterparse(io.BytesIO(document), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if elements > MOST_ELEMENTS:
            raise ResultsUnreadable(f"the results have more than {MOST_ELEMENTS} elements")
        if depth > MOST_DEPTH:
            raise ResultsUnreadable(f"the results are nested deeper than {MOST_DEPTH}")
        if event == "end" and element.tag == "testcase":
            yield element
            element.clear()


def case_of(element: Element) -> CaseResult:
    bad = next((child for child in element if child.tag in ("failure", "error", "skipped")), None)
    return CaseResult(
        name=element.get("name", "").removesuffix("()"),
        group=element.get("classname", ""),
        share=float(bad is None),
        message="" if bad is None else words_of(bad),
    )


def words_of(bad: Element) -> str:
    if bad.tag == "skipped":
        return "it was skipped"
    return "\n".join(text for text in (bad.get("message", ""), bad.text or "") if text)


def parse_unity(data: bytes) -> list[CaseResult]:
    """The lines FILE:LINE:NAME:PASS|FAIL: message|IGNORE among whatever else was printed."""
    check_size(data)
    cases: list[CaseResult] = []
    for line in data.split(b"\n"):
        match = UNITY_LINE.match(line)
        if match:
            check_count(len(cases) + 1)
            message = (match[3] or b"").decode(errors="replace")
            if match[2] == b"IGNORE":
                message = "it was ignored"
            cases.append(
                CaseResult(name=match[1].decode(errors="replace"), share=float(match[2] == b"PASS"), message=message)
            )
    return cases


class GradescopeTest(BaseModel):
    """https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format. Its other keys don't count."""

    model_config = ConfigDict(extra="ignore")

    name: str = ""
    number: str = ""
    score: Score | None = None
    max_score: Score | None = None
    status: Literal["passed", "failed"] | None = None
    output: str = ""
    visibility: Shown | None = None


class GradescopeResults(BaseModel):
    model_config = ConfigDict(extra="ignore")

    score: Score | None = None
    output: str = ""
    visibility: Shown = "visible"
    tests: Annotated[list[GradescopeTest], Field(max_length=MOST_CASES)] = []  # pydantic copies it


def parse_gradescope(data: bytes) -> Autograding:
    """As Gradescope does: the document's own score, or the sum of its tests'; one of both must be there.

    Raises ResultsUnreadable.
    """
    check_size(data)
    try:
        results = GradescopeResults.model_validate(from_json(data, allow_inf_nan=False))
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise ResultsUnreadable(f"results.json: {where}: {problem['msg']}") from None
    except (ValueError, RecursionError) as error:
        raise ResultsUnreadable(f"results.json isn't JSON: {error}") from None
    scores = [test.score for test in results.tests if test.score is not None]
    if results.score is None and not scores:
        raise ResultsUnreadable("results.json: neither it nor one of its tests has a score")
    return Autograding(
        score=sum(scores) if results.score is None else results.score,
        cases=tuple(gradescope_case(test, results.visibility) for test in results.tests),
        output=results.output,
    )


def gradescope_case(test: GradescopeTest, visibility: Shown) -> CaseResult:
    passed = test.status != "failed" if test.score is None or not test.max_score else test.score >= test.max_score
    share = test.score / test.max_score if test.score is not None and test.max_score else float(passed)
    return CaseResult(
        name=f"{test.number} {test.name}".strip(),
        share=min(1.0, max(0.0, share)),
        message=test.output,
        visible=(test.visibility or visibility) == "visible",
    )


def check_size(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise ResultsUnreadable(f"the results have more than {MOST_BYTES} bytes")
    if not data.strip():
        raise ResultsUnreadable("there are no results: the tests ended without writing any")


def check_count(cases: int) -> None:
    if cases > MOST_CASES:
        raise ResultsUnreadable(f"the results name more than {MOST_CASES} tests")
