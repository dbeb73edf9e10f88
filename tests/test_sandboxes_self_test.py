"""The self-test proves limits here, says so when one doesn't hold, and is asked again when anything changed."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import docker
import pytest

from core.errors import GraderFault, SandboxDied
from core.runs import Command, RunResult
from sandboxes import self_test as self_test_module
from sandboxes.pool import WarmPool
from sandboxes.probes import PROBES
from sandboxes.self_test import REMEMBERED, Proof, ensure_self_test, self_test
from tests.builders import ran
from tests.fakes.sandboxes import FakePool

HELD = [Proof(name="memory", held=True, proof="it held")]


def test_every_limit_holds_on_this_machine(pool: WarmPool) -> None:
    proofs = self_test(pool)
    assert [proof for proof in proofs if not proof.held] == []
    assert [proof.name for proof in proofs] == [*(probe.name for probe in PROBES), "product-read-only"]
    assert all(proof.proof for proof in proofs)


def test_names_are_unique() -> None:
    assert len({probe.name for probe in PROBES}) == len(PROBES)


def test_a_machine_without_limits_fails_every_probe_that_is_judged_from_outside() -> None:
    proofs = {proof.name: proof for proof in self_test(FakePool(lambda _: ran(stderr=b"no limit here")))}
    for name in ("cpu-time", "wall-time", "memory", "output"):
        assert not proofs[name].held
        assert "no limit here" in proofs[name].proof


def test_a_probe_that_kills_the_sandbox_fails_and_the_rest_go_on() -> None:
    def script(asked: Command) -> RunResult:
        if asked.argv[-1] == PROBES[2].program:
            raise SandboxDied("the sandbox died: PID 1 is gone", out_of_memory=False)
        return ran()

    fake = FakePool(script)
    proofs = self_test(fake)
    assert [proof.name for proof in proofs[:-1]] == [probe.name for probe in PROBES]
    assert (proofs[2].held, proofs[2].proof) == (False, "the sandbox died: PID 1 is gone")
    assert len(fake.taken) == 3


@pytest.mark.parametrize(("out_of_memory", "held"), [(True, True), (False, False)])
def test_files_that_bring_down_the_whole_sandbox_have_met_their_limit(out_of_memory: bool, held: bool) -> None:
    def script(command: Command) -> RunResult:
        if "/tmp/big" in command.argv[-1]:
            raise SandboxDied("gone", out_of_memory=out_of_memory)
        return ran()

    proofs = {proof.name: proof for proof in self_test(FakePool(script))}
    assert proofs["memory-in-files"].held is held


@dataclass
class Engine:
    """What the self-test asks of a Docker client."""

    id: str = "one"
    version: str = "20.10"

    def info(self) -> dict[str, str]:
        return {"ID": self.id, "ServerVersion": self.version}


@dataclass
class Runs:
    proofs: list[Proof] = field(default_factory=lambda: list(HELD))
    count: int = 0

    def __call__(self, _pool: object, _language: str) -> list[Proof]:
        self.count += 1
        return self.proofs


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    made = Runs()
    monkeypatch.setattr(self_test_module, "self_test", made)
    return made


def ensure(var: Path, engine: Engine | None = None, runtime: str = "runc", image_id: str = "sha256:1") -> None:
    fake, client = FakePool(lambda _: ran()), cast(docker.DockerClient, engine or Engine())
    ensure_self_test(client, fake, var, lambda _: None, runtime=runtime, image_id=image_id)


def test_a_pass_is_remembered(tmp_path: Path, runs: Runs) -> None:
    for _ in range(3):
        ensure(tmp_path / "var")
    assert runs.count == 1


@pytest.mark.parametrize("changed", [Engine(id="other"), Engine(version="29.0")])
def test_it_is_run_again_when_the_engine_changed(tmp_path: Path, runs: Runs, changed: Engine) -> None:
    ensure(tmp_path)
    ensure(tmp_path, changed)
    assert runs.count == 2


@pytest.mark.parametrize("changed", [{"runtime": "runsc"}, {"image_id": "sha256:2"}])
def test_it_is_run_again_under_another_runtime_or_image(tmp_path: Path, runs: Runs, changed: dict[str, str]) -> None:
    ensure(tmp_path)
    ensure(tmp_path, **changed)  # type: ignore[arg-type]  # both are texts
    assert runs.count == 2


def test_it_is_run_again_after_a_boot(tmp_path: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure(tmp_path)
    monkeypatch.setattr(self_test_module, "boot_and_namespace", lambda: "another")
    ensure(tmp_path)
    assert runs.count == 2


def test_it_is_run_again_when_the_record_is_broken(tmp_path: Path, runs: Runs) -> None:
    ensure(tmp_path)
    (tmp_path / REMEMBERED).write_text("{")
    ensure(tmp_path)
    assert runs.count == 2


def test_several_images_are_remembered_side_by_side(tmp_path: Path, runs: Runs) -> None:
    for _ in range(2):
        for image_id in ("sha256:one", "sha256:two"):
            ensure(tmp_path, image_id=image_id)
    assert runs.count == 2


def test_a_limit_that_does_not_hold_is_a_fault_and_never_remembered(tmp_path: Path, runs: Runs) -> None:
    runs.proofs = [*HELD, Proof(name="network", held=False, proof="NOT HELD: it reached a host")]
    for _ in range(2):
        with pytest.raises(GraderFault, match=r"network: NOT HELD: it reached a host.*peermill doctor"):
            ensure(tmp_path)
    assert runs.count == 2
    assert list(tmp_path.iterdir()) == []
