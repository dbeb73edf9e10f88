"""The main job on real parts, as a newcomer runs it: the demo, and a server started, used and stopped by hand."""

import base64
import http.client
import json
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.demo.cases import CASES
from cli.demo.command import free_port
from exercises.loader import CATALOGUE
from sandboxes.engine import engine_host
from sandboxes.pool import WarmPool
from tests.command_line import Said, run_program
from tests.git_builders import run_git
from wiring.settings import Settings, process_environment

VERDICT_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The installed program on a `var` and a port of its own, on the engine that is there."""

    var: Path
    port: int
    environment: dict[str, str]

    def __call__(self, *arguments: str) -> Said:
        return run_program(*arguments, environment=self.environment)

    def submission(self, number: int, token: str) -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        basic = base64.b64encode(f"aya:{token}".encode()).decode()
        connection.request("GET", f"/submissions/{number}.json", headers={"Authorization": f"Basic {basic}"})
        document: dict[str, Any] = json.loads(connection.getresponse().read())
        connection.close()
        return document


@pytest.fixture
def installation(tmp_path: Path, settings: Settings, pool: WarmPool) -> Iterator[Installation]:
    assert pool.image_of("c")
    var, port = tmp_path / "var", free_port()
    host = engine_host(settings.docker_host, settings.var)
    environment = process_environment(settings) | {"DOCKER_HOST": str(host)}
    installed = Installation(
        var=var, port=port, environment=environment | {"PEERMILL_VAR": str(var), "PEERMILL_HTTP_PORT": str(port)}
    )
    yield installed
    installed("down")


def test_the_demo_gets_every_verdict_that_it_expects(installation: Installation) -> None:
    said = installation("demo")
    assert said.exit_code == 0, said.err
    summary = json.loads((installation.var / "demo/summary.json").read_text())
    assert summary["ok"] is True
    found = [(row["pushed"], row["verdict"]) for row in summary["submissions"]]
    assert [about for about, _ in found] == [case.about for case in CASES]
    assert all(verdict in case.expected for case, (_, verdict) in zip(CASES, found, strict=True))
    pairs = summary["pairing"]["pairs"]
    assert len({(pair["submission"], pair["evaluator"]) for pair in pairs}) == 3 * len(CASES)
    assert not [pair for pair in pairs if pair["evaluator"] in pair["team"].split(", ")]
    assert "From a push to a verdict" in (installation.var / "demo/report.html").read_text()
    assert "<-" in said.out
    assert run_program("status", environment=installation.environment).exit_code == 3


def test_a_server_is_started_used_and_stopped(installation: Installation, tmp_path: Path) -> None:
    assert installation("up").out.strip() == f"http://127.0.0.1:{installation.port}"
    assert "everything was running already" in installation("up").err
    status = json.loads(installation("status", "--json").out)
    assert [row["name"] for row in status["processes"] if not row["running"]] == []
    assert status["engine"] == installation.environment["DOCKER_HOST"]

    installation("school", "campus", "Khouribga")
    installation("school", "person", "aya", "--campus", "Khouribga")
    token = installation("school", "token", "aya").out.strip()
    address = installation("school", "team", "the adders", "--member", "aya", "--exercise", "c-sum").out.strip()
    told = push(tmp_path / "work", address.replace("http://", f"http://aya:{token}@"))
    assert "submission 1" in told.lower()
    assert f":{installation.port}/submissions/1" in told

    assert verdict_of(installation, token) == "AC"
    assert installation("down").exit_code == 0
    assert installation("status").exit_code == 3


def push(folder: Path, address: str) -> str:
    """What git shows of a push of c-sum's solution."""
    folder.mkdir()
    solution = CATALOGUE / "c-sum/solutions/accepted/plain/sum.c"
    (folder / "sum.c").write_bytes(solution.read_bytes())
    run_git("init", "--quiet", "--initial-branch=main", at=folder)
    run_git("add", "--all", at=folder)
    run_git("commit", "--quiet", "--message", "Sum", at=folder)
    done = subprocess.run(
        ("git", "push", address, "main"), cwd=folder, env=os.environ, capture_output=True, text=True, check=True
    )
    return done.stderr


def verdict_of(installation: Installation, token: str) -> str:
    end = time.monotonic() + VERDICT_SECONDS
    while time.monotonic() < end:
        verdict = installation.submission(1, token)["verdict"]
        if verdict is not None:
            return str(verdict)
        time.sleep(0.1)
    raise AssertionError(f"no verdict after {VERDICT_SECONDS} s")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("person", "aya", "--campus", "Nowhere"), "Nowhere"),
        (("token", "nobody"), "nobody"),
        (("team", "x", "--member", "nobody", "--exercise", "c-sum"), "nobody"),
        (("team", "x", "--member", "aya", "--exercise", "c-sun"), "c-sun"),
        (("team", "x", "--member", "aya", "--exercise", "c-sum", "--closes", "tomorrow"), "2026-12-24T18:00+01:00"),
        (("team", "x", "--member", "aya", "--exercise", "c-sum", "--closes", "2030-01-01T10:00"), "zone"),
    ],
)
def test_what_can_not_go_on_record_is_one_clear_line(
    installation: Installation, arguments: tuple[str, ...], complaint: str
) -> None:
    said = installation("school", *arguments)
    assert said.exit_code == 2
    assert complaint in said.complaint
