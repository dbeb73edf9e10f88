"""The real web server on a loopback port, over a real database and real git repositories, with a clock set by hand."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import uvicorn

from core.school import Event, Progress, Repository
from school.access import issue_token
from school.enrol import enrol_person, open_campus, register_team
from tests.fakes.school_builders import SetClock
from web.app import make_app
from web.connection import WatchedConnection
from wiring.composition import Services, compose
from wiring.settings import Settings


@dataclass
class LiveServer:
    services: Services
    clock: SetClock
    port: int
    folder: Path
    rung: list[datetime] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def enrol(self, *logins: str) -> None:
        for login in logins:
            enrol_person(self.services.store, login=login, campus="Paris", staff=login == "staff")
            self.tokens[login] = issue_token(self.services.store, self.clock, self.services.secrets, login)

    def team(self, name: str, *logins: str, closes_at: datetime | None = None) -> Repository:
        services = self.services
        return register_team(
            services.store,
            services.repositories,
            self.clock,
            name=name,
            logins=logins,
            exercise="c-sum",
            closes_at=closes_at,
        )[1]

    def remote(self, repository: Repository, login: str, token: str | None = None) -> str:
        password = token or self.tokens[login]
        return f"http://{login}:{password}@127.0.0.1:{self.port}/git/{repository.folder}.git"

    def current(self) -> list[Progress]:
        with self.services.store.reading() as transaction:
            return transaction.submissions.current()

    def submissions(self) -> int:
        with self.services.store.reading() as transaction:
            return sum(transaction.submissions.get(number) is not None for number in range(1, 20))

    def events(self) -> list[Event]:
        with self.services.store.reading() as transaction:
            return transaction.events.all()

    def bare(self, repository: Repository) -> Path:
        return self.services.settings.repositories / f"{repository.folder}.git"


@contextlib.contextmanager
def live_server(folder: Path, quota_mib: int = 100) -> Iterator[LiveServer]:
    clock, rung = SetClock(), list[datetime]()
    settings = Settings(var=folder / "var", public_url="http://school.example", quota_mib=quota_mib)
    with compose(settings, clock) as services:
        open_campus(services.store, "Paris")
        app = make_app(services, lambda: rung.append(clock()))
        server = uvicorn.Server(
            uvicorn.Config(app, port=0, log_level="warning", access_log=False, http=WatchedConnection)
        )
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield LiveServer(services=services, clock=clock, port=port, folder=folder, rung=rung)
        server.should_exit = True
        thread.join()


class WorkTree:
    """A student's clone, worked on with the real git client."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, check: bool = True, **options: str) -> subprocess.CompletedProcess[str]:
        settings = [part for key, value in options.items() for part in ("-c", f"{key.replace('__', '.')}={value}")]
        environment = {
            "PATH": os.defpath,
            "HOME": str(self.folder.parent),
            "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_AUTHOR_NAME": "Ada",
            "GIT_AUTHOR_EMAIL": "ada@school.example",
            "GIT_COMMITTER_NAME": "Ada",
            "GIT_COMMITTER_EMAIL": "ada@school.example",
            "GIT_TRACE_CURL": os.devnull,
        }
        argv = ["git", *settings, *arguments]
        done = subprocess.run(argv, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60)
        if check and done.returncode:
            raise AssertionError(f"{argv} ended with {done.returncode}: {done.stderr}")
        return done

    def forged(self, name: str) -> str:
        """A commit of one file of that name, which git itself would not have made. Returns the full hash."""
        (self.folder / "blob").write_bytes(b"x")
        blob = self.git("hash-object", "-w", "blob").stdout.strip()
        (self.folder / "tree").write_bytes(b"100644 " + name.encode() + b"\0" + bytes.fromhex(blob))
        tree = self.git("hash-object", "-t", "tree", "-w", "--literally", "tree").stdout.strip()
        return self.git("commit-tree", tree, "-m", "Forged").stdout.strip()

    def commit(self, message: str, **files: bytes) -> str:
        """Commit the files (`__` in a name stands for a dot) and return the full hash."""
        for name, data in files.items():
            (self.folder / name.replace("__", ".")).write_bytes(data)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD").stdout.strip()
