import pytest
from pydantic import ValidationError

from tests.builders import manifest

UNIT: dict[str, object] = {"files": ["a.c"], "functions": ["int f(int x)"]}
CUSTOM = {"kind": "custom", "program": {"folder": "checker", "command": ["python3", "checker.py"]}}
PYTEST: dict[str, object] = {"kind": "pytest", "files": ["test_a.py"], "cases": {"test_a": 1}}


@pytest.mark.parametrize(
    "sections",
    [
        {"unit": UNIT, "run": {}},
        {"unit": {"files": ["a.py"], "functions": ["f"]}, "language": "python", "run": {}},
        {"framework": PYTEST, "language": "python", "run": {}},
        {"framework": {"kind": "unity", "cases": {"test_a": 1}}},
        {"framework": {"kind": "gradescope", "points": 20}, "run": {}},
        {"framework": {"kind": "gradescope", "cases": {"1.1 adds": 20}}, "run": {}},
    ],
)
def test_what_goes_together(sections: dict[str, object]) -> None:
    found = manifest(**sections)
    assert found.unit or found.framework


@pytest.mark.parametrize(
    ("sections", "words"),
    [
        ({"unit": UNIT}, "unit: the calls are all that is run"),
        ({"unit": UNIT, "checker": CUSTOM, "run": {}}, "unit: values are compared by themselves"),
        ({"unit": UNIT, "language": "shell", "run": {}}, "unit: functions of shell can't be called"),
        ({"unit": UNIT | {"functions": ["f"]}, "run": {}}, "unit.functions: 'f'"),
        ({"unit": UNIT | {"functions": ["int f(int x)", "void f(void)"]}, "run": {}}, "f stands there twice"),
        ({"unit": UNIT | {"functions": []}, "run": {}}, "unit.functions"),
        ({"unit": UNIT | {"files": ["../a.c"]}, "run": {}}, "unit.files"),
        ({"unit": UNIT | {"files": ["-o"]}, "run": {}}, "unit.files"),
        ({"unit": {"files": ["a.py"], "functions": ["f; g"]}, "language": "python", "run": {}}, "'f; g': expected"),
        ({"framework": PYTEST, "run": {}}, "framework.kind: pytest tests python, not c"),
        ({"framework": PYTEST, "language": "python"}, "run.command: needed by unity"),
        ({"framework": PYTEST | {"files": []}, "language": "python", "run": {}}, "framework.files"),
        ({"framework": PYTEST | {"cases": {}}, "language": "python", "run": {}}, "framework.cases: missing"),
        ({"framework": PYTEST | {"cases": {"a\nb": 1}}, "language": "python", "run": {}}, "framework.cases"),
        ({"framework": PYTEST | {"points": 3}, "language": "python", "run": {}}, "framework.points"),
        ({"framework": {"kind": "gradescope"}, "run": {}}, "framework.points"),
        ({"framework": {"kind": "unity", "cases": {"a": 1}}, "run": {}}, "run.command: needed by unity"),
        ({"framework": PYTEST, "unit": UNIT, "language": "python", "run": {}}, "unit"),
    ],
)
def test_what_does_not(sections: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        manifest(**sections)
    place = [".".join(str(key) for key in problem["loc"]) for problem in refusal.value.errors()]
    assert words in f"{place} {refusal.value}"
