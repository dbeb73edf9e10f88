import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.hostile_results import (
    MOST_BYTES,
    CaseResult,
    ResultsUnreadable,
    parse_gradescope,
    parse_junit,
    parse_unity,
)

BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><testsuite><testcase name="&c;"/></testsuite>"""
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&x;"/></testsuite>'


def junit(*cases: str) -> bytes:
    inside = f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>"
    return b'<?xml version="1.0" encoding="utf-8"?>' + inside.encode()


def test_junit() -> None:
    good = '<testcase classname="a.B" name="one()" time="0.1"/>'
    bad = '<testcase classname="a.B" name="two"><failure message="1 &lt; 2">at line 3</failure></testcase>'
    error = '<testcase name="three"><error>boom</error><system-out>x</system-out></testcase>'
    skipped = '<testcase name="four"><skipped/></testcase>'
    assert parse_junit(junit(good, bad) + junit(error, skipped)) == [
        CaseResult(name="one", group="a.B", share=1),
        CaseResult(name="two", group="a.B", share=0, message="1 < 2\nat line 3"),
        CaseResult(name="three", share=0, message="boom"),
        CaseResult(name="four", share=0, message="it was skipped"),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "there are no results"),
        (b" \n", "there are no results"),
        (BOMB, "document type"),
        (OUTSIDE, "document type"),
        (junit("<testcase name='a'/>")[:-14], "aren't JUnit XML"),
        (junit("<testcase name='a'>"), "mismatched tag"),
        (
            junit("<testcase name='\udcff'/>".encode(errors="surrogateescape").decode("latin-1")) + b"\xff",
            "aren't JUnit XML",
        ),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "aren't JUnit XML"),
        (b'<?xml version="1.0"?><a/>' * 1001, "more than 1000 documents"),
        (b"\xff\xfe<\x00a\x00", "aren't JUnit XML"),
        (b"not xml at all", "aren't JUnit XML"),
        (b"<a>" * 1000, "nested deeper"),
        (junit("<testcase/>" * 10_001), "more than 10000 tests"),
        (junit("<a/>" * 100_001), "more than 100000 elements"),
        (b" " * (MOST_BYTES + 1), "more than"),
    ],
)
def test_junit_that_cant_be_read(data: bytes, words: str) -> None:
    with pytest.raises(ResultsUnreadable) as problem:
        parse_junit(data)
    assert words in str(problem.value)


def test_a_document_of_the_largest_size_costs_little() -> None:
    """Many elements, one long text, one long attribute."""
    for inside in ("<a/>" * 99_000, "x" * (MOST_BYTES - 200), f'<a b="{"x" * (MOST_BYTES - 300)}"/>'):
        start = time.process_time()
        assert parse_junit(junit(inside)) == []
        assert time.process_time() - start < 5


def test_unity() -> None:
    printed = (
        b"anything\ntest_two_fer.c:11:test_no_name:PASS\n"
        b"test_two_fer.c:17:test_name:FAIL: Expected 'One' Was 'Two'\n"
        b"test_two_fer.c:23:test_other:IGNORE: later\nx:y:z:PASS\n\n2 Tests 1 Failures 1 Ignored\nFAIL\n"
    )
    assert parse_unity(printed) == [
        CaseResult(name="test_no_name", share=1),
        CaseResult(name="test_name", share=0, message="Expected 'One' Was 'Two'"),
        CaseResult(name="test_other", share=0, message="it was ignored"),
    ]


def results(**keys: object) -> bytes:
    return json.dumps(keys).encode()


def test_gradescope() -> None:
    tests = [
        {
            "name": "adds",
            "number": "1.1",
            "score": 2,
            "max_score": 2,
            "output": "fine",
            "tags": ["a"],
            "extra_data": {},
        },
        {"name": "half", "score": 1, "max_score": 2, "visibility": "hidden"},
        {"name": "plain", "status": "failed"},
        {"name": "too much", "score": 9, "max_score": 3},
        {"name": "below", "score": -1, "max_score": 2},
    ]
    found = parse_gradescope(results(tests=tests, execution_time=3, stdout_visibility="visible", leaderboard=[]))
    assert found.score == 11
    assert [(case.name, case.share, case.visible) for case in found.cases] == [
        ("1.1 adds", 1, True),
        ("half", 0.5, False),
        ("plain", 0, True),
        ("too much", 1, True),
        ("below", 0, True),
    ]


def test_gradescopes_own_score_comes_before_the_sum() -> None:
    found = parse_gradescope(results(score=44.5, visibility="after_published", tests=[{"score": 1}]))
    assert (found.score, found.cases[0].visible) == (44.5, False)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "there are no results"),
        (b"{", "isn't JSON"),
        (b'{"score": NaN}', "isn't JSON"),
        (b'{"score": 1e999}', "score: Input should be a finite number"),
        (b'{"score": "much"}', "score: "),
        (b'{"score": ' + b"9" * 5000 + b"}", "isn't JSON"),
        (b"[" * 100_000, "isn't JSON"),
        (b"[]", "results.json: "),
        (results(), "has a score"),
        (results(tests=[{"name": "a"}]), "has a score"),
        (results(score=1, visibility="sometimes"), "visibility"),
        (results(tests=[{"score": 1}] * 10_001), "tests: "),
        (b"\xff\xfe", "isn't JSON"),
        (b"1" * (MOST_BYTES + 1), "more than"),
    ],
)
def test_gradescope_that_cant_be_read(data: bytes, words: str) -> None:
    with pytest.raises(ResultsUnreadable) as problem:
        parse_gradescope(data)
    assert words in str(problem.value)


@given(st.binary())
def test_no_bytes_are_more_than_unreadable(data: bytes) -> None:
    for parse in (parse_junit, parse_gradescope, parse_unity):
        with contextlib.suppress(ResultsUnreadable):
            parse(data)
