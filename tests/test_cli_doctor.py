import pytest

from core.errors import EngineMissing
from sandboxes.engine import engine_host
from sandboxes.pool import WarmPool
from sandboxes.probes import PROBES
from sandboxes.self_test import Proof
from tests.command_line import Peermill, run_program, runner
from wiring.settings import Settings, process_environment

PROOFS = [Proof(name="memory", held=True, proof="it held"), Proof(name="network", held=False, proof="NOT HELD: it ran")]


@pytest.fixture
def peermill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    return runner(monkeypatch, capsys)


def found(monkeypatch: pytest.MonkeyPatch, proofs: list[Proof]) -> None:
    monkeypatch.setattr("cli.doctor.prove_limits", lambda *_: proofs)


def test_this_machine_is_fit(pool: WarmPool, settings: Settings) -> None:
    assert pool is not None
    environment = process_environment(settings) | {"DOCKER_HOST": str(engine_host(settings.docker_host, settings.var))}
    said = run_program("doctor", "--json", environment=environment)
    assert (said.exit_code, said.document["ok"]) == (0, True)
    assert len(said.document["limits"]) == len(PROBES) + 1
    assert all(set(limit) == {"name", "held", "proof"} for limit in said.document["limits"])


def test_a_limit_that_does_not_hold_is_exit_code_3(peermill: Peermill, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, PROOFS)
    said = peermill("doctor", "--json")
    assert said.exit_code == 3
    assert said.document == {
        "ok": False,
        "limits": [
            {"name": "memory", "held": True, "proof": "it held"},
            {"name": "network", "held": False, "proof": "NOT HELD: it ran"},
        ],
    }


def test_in_words_each_limit_has_a_line(peermill: Peermill, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, PROOFS)
    said = peermill("doctor")
    assert said.exit_code == 3
    assert said.out == "held    memory   it held\nFAILED  network  NOT HELD: it ran\n"


def test_all_that_holds_is_exit_code_0(peermill: Peermill, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, PROOFS[:1])
    assert peermill("doctor").exit_code == 0


def test_no_engine_is_one_line(peermill: Peermill, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> list[Proof]:
        raise EngineMissing("no Docker engine answers")

    monkeypatch.setattr("cli.doctor.prove_limits", missing)
    said = peermill("doctor")
    assert (said.exit_code, said.out, said.err) == (3, "FAILED  engine  no Docker engine answers\n", "")
    document = peermill("doctor", "--json").document
    assert document == {
        "ok": False,
        "limits": [{"name": "engine", "held": False, "proof": "no Docker engine answers"}],
    }
