"""What no git client sends, against the real server; and what a client that goes away leaves behind."""

import base64
import contextlib
import gzip
import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.school import EventKind, Repository
from tests.fakes.live_server import LiveServer, WorkTree, live_server
from web.pkt_lines import FLUSH, PacketSplitter, packet

PUSH_TYPE = "application/x-git-receive-pack-request"
FETCH_TYPE = "application/x-git-upload-pack-request"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with live_server(tmp_path) as server:
        server.enrol("ada", "eve", "staff")
        yield server


@pytest.fixture
def repository(server: LiveServer) -> Repository:
    return server.team("team one", "ada")


def ask(
    server: LiveServer, method: str, path: str, *, login: str = "ada", body: bytes = b"", **headers: str
) -> tuple[int, bytes]:
    pair = f"{login}:{server.tokens[login]}".encode()
    sent = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        return response.status, response.read()


def push_body(tree: WorkTree, message: str = "One", **files: bytes) -> tuple[str, bytes]:
    """A commit, and the body of a push of it to main, as a client would send it."""
    commit = tree.commit(message, **files)
    argv = ["git", "pack-objects", "--stdout", "--revs", "-q"]
    pack = subprocess.run(argv, input=b"main\n", cwd=tree.folder, capture_output=True, check=True).stdout
    line = f"{'0' * 40} {commit} refs/heads/main\0report-status side-band-64k".encode()
    return commit, packet(line) + FLUSH + pack


@pytest.fixture
def tree(tmp_path: Path) -> WorkTree:
    return WorkTree(tmp_path / "work")


def test_a_gzip_push_is_taken(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    commit, body = push_body(tree, sum__c=b"1" * 10_000)
    status, answer = ask(
        server,
        "POST",
        f"/git/{repository.folder}.git/git-receive-pack",
        body=gzip.compress(body),
        Content_Type=PUSH_TYPE,
        Content_Encoding="gzip",
    )
    assert status == 200
    assert b"Submission 1 waits" in answer
    assert [progress.submission.commit for progress in server.current()] == [commit]


def test_a_gzip_fetch_is_served(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    commit, body = push_body(tree, sum__c=b"1")
    path = f"/git/{repository.folder}.git"
    ask(server, "POST", f"{path}/git-receive-pack", body=body, Content_Type=PUSH_TYPE)
    want = packet(f"want {commit} no-progress\n".encode()) + FLUSH + packet(b"done\n")
    status, answer = ask(
        server,
        "POST",
        f"{path}/git-upload-pack",
        body=gzip.compress(want),
        Content_Type=FETCH_TYPE,
        Content_Encoding="gzip",
    )
    assert status == 200
    assert b"PACK" in answer


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("HEAD", 404),
        ("config", 404),
        ("objects/info/packs", 404),
        ("info/refs", 400),
        ("info/refs?service=git-upload-archive", 400),
        ("info/refs?service=git-receive-pack&x=1", 400),
        ("git-receive-pack", 405),
        ("%2e%2e/other.git/info/refs?service=git-upload-pack", 404),
    ],
)
def test_only_the_smart_protocol_is_served(server: LiveServer, repository: Repository, path: str, status: int) -> None:
    assert ask(server, "GET", f"/git/{repository.folder}.git/{path}")[0] == status


@pytest.mark.parametrize("name", ["..", "%2e%2e", "team-1-c-sum.git%2f..%2fx", "x%00", "x" * 5000, "%ff"])
def test_a_name_that_is_none_is_nobodys(server: LiveServer, name: str) -> None:
    status, _ = ask(server, "GET", f"/git/{name}.git/info/refs?service=git-upload-pack")
    assert status in (403, 404)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"garbage that is no packet", {}, 400),
        (b"", {}, 400),
        (b"00", {}, 400),
        (packet(b"x") * 2000, {}, 200),
        (b"no gzip", {"Content-Encoding": "gzip"}, 400),
        (gzip.compress(b"0000")[:-4], {"Content-Encoding": "gzip"}, 200),
        (b"0000", {"Content-Encoding": "br"}, 400),
        (b"0000", {}, 200),
    ],
)
def test_garbage_is_refused_and_moves_nothing(
    server: LiveServer, repository: Repository, body: bytes, headers: dict[str, str], status: int
) -> None:
    path = f"/git/{repository.folder}.git/git-receive-pack"
    named = {name.replace("-", "_"): value for name, value in headers.items()}
    assert ask(server, "POST", path, body=body, Content_Type=PUSH_TYPE, **named)[0] == status
    assert server.submissions() == 0


def test_a_wrong_content_type_or_protocol_is_refused(
    server: LiveServer, repository: Repository, tree: WorkTree
) -> None:
    path = f"/git/{repository.folder}.git/git-receive-pack"
    _, body = push_body(tree, sum__c=b"1")
    assert ask(server, "POST", path, body=body, Content_Type="text/plain")[0] == 400
    assert ask(server, "POST", path, body=body, Content_Type=PUSH_TYPE, Git_Protocol="version=2\t$(id)")[0] == 400
    with server.services.store.reading() as transaction:
        assert transaction.repositories.admitted() == []


def test_a_gzip_bomb_is_stopped(server: LiveServer, repository: Repository) -> None:
    line = f"{'0' * 40} {'a' * 40} refs/heads/main\0report-status side-band-64k".encode()
    bomb = gzip.compress(packet(line) + FLUSH + bytes(130 << 20), compresslevel=1)
    path = f"/git/{repository.folder}.git/git-receive-pack"
    with contextlib.suppress(ConnectionError, http.client.HTTPException):
        ask(server, "POST", path, body=bomb, Content_Type=PUSH_TYPE, Content_Encoding="gzip")
    assert server.submissions() == 0
    assert ask(server, "GET", "/healthz")[0] == 200


def test_a_pack_that_is_broken_is_refused_and_gone(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    _, body = push_body(tree, noise=os.urandom(50_000))
    path = f"/git/{repository.folder}.git/git-receive-pack"
    status, answer = ask(server, "POST", path, body=body[:-20_000], Content_Type=PUSH_TYPE)
    assert status == 200
    assert b"ng refs/heads/main" in b"".join(payload for payload in PacketSplitter().feed(answer) if payload)
    assert server.submissions() == 0
    assert server.services.repositories.size_bytes(repository.folder) < 20_000


def start_push(server: LiveServer, repository: Repository, body: bytes, length: int) -> socket.socket:
    return start(server, repository, "git-receive-pack", body, length)


def start(server: LiveServer, repository: Repository, service: str, body: bytes, length: int) -> socket.socket:
    pair = base64.b64encode(f"ada:{server.tokens['ada']}".encode()).decode()
    head = (
        f"POST /git/{repository.folder}.git/{service} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {pair}\r\n"
        f"Content-Type: application/x-{service}-request\r\nContent-Length: {length}\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.sendall(head.encode() + body)
    return connection


def test_a_client_that_goes_away_leaves_nothing_running(
    server: LiveServer, repository: Repository, tree: WorkTree
) -> None:
    commit, body = push_body(tree, noise=os.urandom(300_000))
    connection = start_push(server, repository, body[:-100_000], len(body))
    wait_until(lambda: git_processes(server) != [])
    connection.close()
    wait_until(lambda: git_processes(server) == [])
    assert server.submissions() == 0
    assert server.services.repositories.size_bytes(repository.folder) < 20_000
    tree.git("push", server.remote(repository, "ada"), "main")
    assert [progress.submission.commit for progress in server.current()] == [commit]


def test_a_client_that_goes_away_after_sending_has_its_submission(
    server: LiveServer, repository: Repository, tree: WorkTree
) -> None:
    commit, body = push_body(tree, sum__c=b"1")
    connection = start_push(server, repository, body, len(body))
    wait_until(lambda: EventKind.PUSH_ADMITTED in {event.kind for event in server.events()})
    connection.close()
    wait_until(lambda: server.submissions() == 1)
    assert [progress.submission.commit for progress in server.current()] == [commit]


def test_a_client_that_stops_listening_ends_its_clone(
    server: LiveServer, repository: Repository, tree: WorkTree
) -> None:
    commit, body = push_body(tree, noise=os.urandom(8 << 20))
    ask(server, "POST", f"/git/{repository.folder}.git/git-receive-pack", body=body, Content_Type=PUSH_TYPE)
    want = packet(f"want {commit} no-progress\n".encode()) + FLUSH + packet(b"done\n")
    connection = start(server, repository, "git-upload-pack", want, len(want))
    assert connection.recv(15) == b"HTTP/1.1 200 OK"
    time.sleep(0.2)
    assert git_processes(server) != []
    connection.close()
    wait_until(lambda: git_processes(server) == [])


def git_processes(server: LiveServer) -> list[int]:
    """The git processes that work for this server's repositories."""
    root, found = str(server.services.settings.repositories).encode(), []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if b"git" in (folder / "comm").read_bytes() and root in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return found


def wait_until(done: object, seconds: float = 15.0) -> None:
    assert callable(done)
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.02)
