import base64
import json

import pytest
from pydantic import ValidationError

from core import reports
from core.reports import MAX_SCREENSHOT_BYTES, PNG_MAGIC, Report, Rules
from core.verdicts import Verdict
from tests.grouped import came_out, grouped

# As 0.1.0 stored them.
OLD = {
    "exercise": "c-sum",
    "exercise_digest": "sha256:0",
    "commit": None,
    "image_id": "sha256:1",
    "verdict": "WA",
    "score": 1.0,
    "max_score": 2.0,
    "checks": [{"name": "turn-in", "passed": True, "points": 0.0, "detail": "sum.c"}],
    "steps": [
        {"command": "cc", "ok": True, "cpu_ms": 1.0, "wall_ms": 1.0, "memory_kib": 1, "detail": "", "output": ""}
    ],
    "tests": [{"name": "one", "verdict": "AC", "points": 1.0, "max_points": 1.0}],
    "wall_ms": 12.5,
}


def a_test(screenshot: str) -> reports.TestcaseReport:
    return reports.TestcaseReport(name="one", verdict=Verdict.AC, points=1, max_points=1, screenshot=screenshot)


def picture(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_a_report_of_an_earlier_release_loads() -> None:
    report = Report.model_validate_json(json.dumps(OLD))
    assert (report.groups, report.mark, report.rules, report.so_far) == ((), None, Rules(), False)
    assert report.compiled


def test_a_report_comes_back_as_it_was_stored() -> None:
    report = came_out(grouped({"hidden": {"visibility": "hidden"}}), {"hidden-1": Verdict.WA})
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_a_screenshot_is_a_png() -> None:
    most = picture(PNG_MAGIC + bytes(MAX_SCREENSHOT_BYTES - len(PNG_MAGIC)))
    assert a_test(most).screenshot == most


@pytest.mark.parametrize(
    "screenshot",
    [
        "",
        "no base64",
        picture(b"GIF89a"),
        picture(PNG_MAGIC)[:-1],
        picture(PNG_MAGIC) + "\n",
        picture(PNG_MAGIC) + '"><script>',
        picture(PNG_MAGIC + bytes(MAX_SCREENSHOT_BYTES)),
        "A" * 10_000_000,
        "\udc80",
        "é" * 12,
    ],
)
def test_anything_else_is_no_screenshot(screenshot: str) -> None:
    with pytest.raises(ValidationError):
        a_test(screenshot)
