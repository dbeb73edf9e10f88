import pytest

from core.errors import UsageError
from matching.policy import Fairness, Standing
from matching.reading.policy_file import policy_from


def test_toml_and_json_say_the_same() -> None:
    toml = b'cycles = 2\nfairness = "maxmin-pair"\n[rules]\nstanding = ["passed"]\nlevels_apart = 3\n'
    text = b'{"cycles": 2, "fairness": "maxmin-pair", "rules": {"standing": ["passed"], "levels_apart": 3}}'
    policy = policy_from(toml, "policy.toml")
    assert policy == policy_from(text, "policy.json")
    assert (policy.cycles, policy.fairness) == (2, Fairness.MAXMIN_PAIR)
    assert policy.rules.standing == {Standing.PASSED}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"evaluators_each = 11", "evaluators_each"),
        (b"[weights]\nlevel = inf", "no TOML that can be read: Out of range"),
        (b"[weights]\nlevel = -1", "weights.level"),
        (b"colour = 1", "colour: Extra"),
        (b"cycles = 5", "cycles"),
        (b"since = 2026-01-01", "no TOML that can be read"),
        (b"a = [", "no TOML that can be read"),
        (b"a = " + b"[" * 100_000, "no TOML that can be read"),
        (b'{"a": ' * 100_000, "policy: "),
        (b"\xff", "is not UTF-8"),
    ],
)
def test_a_fault_is_named(data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        policy_from(data, "policy")
