import pytest
from pydantic import ValidationError

from tests.builders import manifest

CHECKS: dict[str, dict[str, object]] = {
    "makefile": {"name": "lib.a"},
    "norm": {},
    "lint": {},
    "functions": {"allowed": ["write"]},
    "memory": {},
}
FEWER = {"python": {"lint"}, "cpp": {"lint", "makefile", "memory"}, "sql": set[str]()}


def test_c_has_every_check() -> None:
    assert manifest(checks=CHECKS).checks.makefile


@pytest.mark.parametrize("language", FEWER)
@pytest.mark.parametrize("check", CHECKS)
def test_a_check_without_a_tool_for_the_language_is_refused(check: str, language: str) -> None:
    asked = {check: CHECKS[check]}
    if check in FEWER[language]:
        assert manifest(language=language, checks=asked)
    else:
        with pytest.raises(
            ValidationError, match=rf"checks\.{check}: there is such a check for .*, not for {language}"
        ):
            manifest(language=language, checks=asked)


def test_an_unknown_rule_of_a_makefile_is_refused() -> None:
    with pytest.raises(ValidationError, match="'all', 'clean'"):
        manifest(checks={"makefile": {"name": "lib.a", "rules": ["everything"]}})
