import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.basic_auth import token_of


def basic(pair: bytes) -> str:
    return f"Basic {base64.b64encode(pair).decode()}"


def test_the_password_is_the_token_whoever_the_user() -> None:
    assert token_of(basic(b"ada:pm_x")) == "pm_x"
    assert token_of(basic(b":pm_x")) == "pm_x"
    assert token_of(basic(b"ada:pm:x").replace("Basic", "bAsIc")) == "pm:x"


@pytest.mark.parametrize(
    "value",
    ["", "Basic", "Basic !!!", basic(b"no colon"), basic(b"\xff:\xff"), "Bearer pm_x", basic(b"a:" + b"x" * 999)],
)
def test_anything_else_is_no_token(value: str) -> None:
    assert token_of(value) is None


@given(st.text(max_size=60))
def test_no_header_is_an_error(value: str) -> None:
    token_of(value)
    token_of(f"Basic {value}")
