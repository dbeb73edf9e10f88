"""Runs the `peermill` command inside the test's own process, as its entry point does, or in one of its own."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import main

PROGRAM = Path(sys.executable).with_name("peermill")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a command ended, and what it printed."""

    exit_code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.out)
        return document

    @property
    def array(self) -> list[dict[str, Any]]:
        array: list[dict[str, Any]] = json.loads(self.out)
        return array

    @property
    def complaint(self) -> str:
        """Its one line on stderr. Fails the test if there is another, or anything on stdout."""
        (line,) = self.err.splitlines()
        assert self.out == ""
        return line.removeprefix("peermill: ")


Peermill = Callable[..., Said]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    def run(*arguments: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["peermill", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        code = ended.value.code
        return Said(exit_code=code if isinstance(code, int) else 0, out=out, err=err)

    return run


def run_program(*arguments: str | Path, environment: Mapping[str, str], before: tuple[str, ...] = ()) -> Said:
    """The installed program, in a process of its own, with nothing in its environment but what is given."""
    argv = [*before, PROGRAM, *arguments]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False, timeout=120)
    return Said(exit_code=done.returncode, out=done.stdout, err=done.stderr)
