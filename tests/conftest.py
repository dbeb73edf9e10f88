"""What many tests share: one real engine with its images and one warm pool a session. Never skipped where missing."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from sandboxes.pool import WarmPool
from wiring.sandboxes import open_pool
from wiring.settings import Settings, load

# What stands in these folders is graded by tests, and holds tests of its own kind.
collect_ignore = ["exercises", "languages", "packages", "pages"]

# A busy machine is no counterexample. The examples are the same each time: what a change fails is then its own doing.
hypothesis_settings.register_profile(
    "patient", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("patient")


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load()


@pytest.fixture(scope="session")
def pool(settings: Settings) -> Iterator[WarmPool]:
    """One warm sandbox a language, on the engine that `make demo` uses."""
    with open_pool(settings, 1, say) as warm:
        yield warm
