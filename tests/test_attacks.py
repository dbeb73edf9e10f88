"""The attack kit against the real pool: no verdict it didn't earn, no harm to the host, none to who comes next."""

import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docker
import pytest

from core.errors import TreeRefused
from core.reports import Report
from core.runs import SandboxPool
from core.trees import EntryKind, Tree, TreeCaps, TreeEntry
from core.verdicts import Verdict
from exercises.loader import load_exercise
from exercises.model import Exercise
from grader.grade import grade, refused
from sandboxes.container import FIRST_UID, LABEL, OWNER_LABEL, SLOTS
from sandboxes.engine import ensure_engine
from sandboxes.owners import this_process
from store.git_worktree import read_files
from tests.attacks.table import ATTACKS, CPP, MAKE, PYTHON, Attack, C
from wiring.settings import Settings

KIT = Path(__file__).parent / "attacks"
SHARED = {C: ("attack.h",), CPP: (), MAKE: ("attack.h", "double.c"), PYTHON: ("attack.py",)}
NEXT = {
    C: PYTHON,
    CPP: PYTHON,
    MAKE: PYTHON,
    PYTHON: C,
}  # of the other language: its sandbox stands warm beside the attack
CANARY = b"nobody in a sandbox can reach this\n"
SETTLE_SECONDS = 10
LEAST_FREE_MEMORY_KIB = 256 << 10
HOST_SETTINGS = ("kernel/tainted", "kernel/hostname", "kernel/core_pattern", "vm/overcommit_memory", "fs/suid_dumpable")


@cache
def exercise_of(slug: str) -> Exercise:
    return load_exercise(KIT / "exercises" / slug)


@pytest.fixture(scope="module")
def engine(settings: Settings) -> Iterator[docker.DockerClient]:
    client = ensure_engine(settings.docker_host, settings.var, print)
    yield client
    client.close()


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file that any user of the host may write."""
    path = tmp_path / "canary"
    path.write_bytes(CANARY)
    path.chmod(0o666)
    return path


def turned_in(name: str, slug: str) -> Tree:
    """The program's files as a student's tree, with the shared ones that it lacks. Raises TreeRefused."""
    own = read_files(KIT / "programs" / name, TreeCaps())
    taken = {entry.path for entry in own}
    shared = tuple(
        TreeEntry(path=path, kind=EntryKind.FILE, data=(KIT / "common" / path).read_bytes())
        for path in SHARED[slug]
        if path not in taken
    )
    return Tree(entries=tuple(sorted(own + shared, key=lambda entry: entry.path)), commit=None)


def graded(name: str, slug: str, pool: SandboxPool) -> Report:
    exercise = exercise_of(slug)
    try:
        return grade(exercise, turned_in(name, slug), pool)
    except TreeRefused as refusal:
        return refused(exercise, None, str(refusal))


def words(report: Report) -> str:
    """All that a reader of the report would be shown."""
    said = [check.detail for check in report.checks]
    for step in report.steps:
        said += [step.detail, step.output]
    for test in report.tests:
        said += [test.detail, test.stderr, test.got or ""]
    return "\n".join(said)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attack(attack: Attack, pool: SandboxPool, engine: docker.DockerClient, canary: Path) -> None:
    before, others = host_settings(), sandboxed_users()
    report = graded(attack.name, attack.exercise, pool)
    told = words(report)
    assert report.verdict in attack.allowed, told
    assert "BROKEN" not in told
    assert attack.detail in told
    assert all(character in "\n\t" or character.isprintable() for character in told)
    assert canary.read_bytes() == CANARY
    assert host_settings() == before
    assert free_memory_kib() > LEAST_FREE_MEMORY_KIB
    assert graded("known_good", NEXT[attack.exercise], pool).verdict is Verdict.AC
    left = sandboxed_users() - others
    assert soon(lambda: not left & sandboxed_users())
    assert soon(lambda: containers(engine) <= {"running"})


def test_every_program_is_in_the_table() -> None:
    programs = {path.name for path in (KIT / "programs").iterdir()}
    assert programs - {"known_good"} == {attack.name for attack in ATTACKS}


def host_settings() -> list[str]:
    return [Path("/proc/sys", name).read_text() for name in HOST_SETTINGS]


def free_memory_kib() -> int:
    lines = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    return int(lines["MemAvailable"].split()[0])


def sandboxed_users() -> set[int]:
    """The uids of students' code that processes on this machine bear; each live container has its own."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            uid = int(status.read_text().split("\nUid:")[1].split()[0])
        except (OSError, IndexError):
            continue  # it has just ended
        if FIRST_UID <= uid < FIRST_UID + 2 * SLOTS:
            found.add(uid)
    return found


def containers(engine: docker.DockerClient) -> set[str]:
    """The states of this process's containers: those that wait for a submission run, any other state is left over."""
    mine = engine.containers.list(
        all=True, ignore_removed=True, filters={"label": [LABEL, f"{OWNER_LABEL}={this_process()}"]}
    )
    return {container.status for container in mine}


def soon(holds: Callable[[], bool]) -> bool:
    """Whether it holds within a few seconds: sandboxes are destroyed beside what comes next."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
