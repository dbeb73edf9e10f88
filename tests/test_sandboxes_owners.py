import os
import subprocess
from pathlib import Path

import pytest

from sandboxes import owners
from sandboxes.owners import boot_and_namespace, owner_lives, start_time, this_process


def test_this_process_lives() -> None:
    assert owner_lives(this_process())


def test_a_process_that_ended_does_not() -> None:
    with subprocess.Popen(["sleep", "60"]) as child:
        owner = f"{boot_and_namespace()}/{child.pid}/{start_time(child.pid)}"
        assert owner_lives(owner)
        child.kill()
        child.wait()
        assert not owner_lives(owner)


def test_another_process_of_the_same_pid_is_another() -> None:
    assert not owner_lives(f"{boot_and_namespace()}/{os.getpid()}/1")


def test_of_another_boot_or_machine_nothing_can_be_said() -> None:
    assert owner_lives(f"0000-other-boot/pid:[1]/{os.getpid()}/1")


@pytest.mark.parametrize("rest", ["/", "x/1", "1.5/1", "-1/1", "99999999999/1", "\u00b2/1"])
def test_an_owner_here_that_names_no_process_is_gone(rest: str) -> None:
    assert not owner_lives(f"{boot_and_namespace()}/{rest}")


def test_a_name_with_brackets_does_not_shift_the_fields(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners, "PROC", tmp_path)
    (tmp_path / "5").mkdir()
    fields = " ".join(str(number) for number in range(4, 52))
    (tmp_path / "5/stat").write_text(f"5 (a) b) c) S {fields}\n")
    assert start_time(5) == "22"
