from pathlib import Path

import pytest

from core.errors import GraderFault
from wiring.composition import compose, new_secret, utc_now
from wiring.settings import Settings


def test_the_services_work_together(tmp_path: Path) -> None:
    with compose(Settings(var=tmp_path)) as services:
        services.repositories.create("one")
        assert services.git.bytes_left("one") <= 100 << 20
        assert services.git.bytes_left("one") > 99 << 20
        with pytest.raises(GraderFault, match="missing"):
            services.trees("one", "d" * 40)
        with services.store.reading() as transaction:
            assert transaction.people.all() == []
        services.clear_leftovers()


def test_a_var_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(GraderFault, match="this folder can't be made: Not a directory"),
        compose(Settings(var=tmp_path / "file")),
    ):
        pytest.fail("composed on a file")


def test_secrets_are_long_and_never_the_same() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert min(map(len, secrets)) >= 43


def test_the_clock_knows_its_zone() -> None:
    offset = utc_now().utcoffset()
    assert offset is not None
    assert not offset
