import gzip
import hashlib
import struct
import subprocess
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from core.trees import TreeCaps
from store.git_http_backend import LARGEST_OBJECT_BYTES, BackendRequest, ServicePath, backend_command
from store.git_repositories import GitRepositories
from tests.git_builders import RawRepository, client, raw_tree, run_git

MIB = 1 << 20
NO_COMMIT = "0" * 40
HUGE_BYTES = 2 << 30
HUGE_BLOB = "a91ff5cdf90a12c4c0ff02e1a0cc6a4cfd3b0c52"  # any hash will do: git never comes to check it


def request(path: ServicePath, **given: str) -> BackendRequest:
    fair = (
        {"method": "GET", "query": "service=git-receive-pack"}
        if path is ServicePath.ADVERTISE
        else {"method": "POST", "content_type": f"application/x-{path}-request"}
    )
    return BackendRequest(path=path, remote_user="lina", **fair | given)


class Server:
    """As little of a web server as lets the real client push: no limits, no users, all answers held in memory."""

    def __init__(self, root: Path, quota_bytes: int) -> None:
        self.root, self.quota_bytes = root, quota_bytes
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.serve(self, b"")

            def do_POST(self) -> None:
                server.serve(self, read_body(self))

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def serve(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        address = urlsplit(handler.path)
        name, _, path = address.path.removeprefix("/").partition("/")
        argv, environment = backend_command(
            self.root / name,
            BackendRequest(
                path=ServicePath(path),
                method=handler.command,
                query=address.query,
                content_type=handler.headers.get("Content-Type", ""),
                protocol=handler.headers.get("Git-Protocol", ""),
                remote_user="lina",
            ),
            quota_bytes=self.quota_bytes,
        )
        if handler.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        done = subprocess.run(argv, input=body, env=environment, capture_output=True, check=False)
        head, _, answer = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
        handler.send_response(int(headers.pop("Status", "200").split()[0]))
        for key, value in {**headers, "Content-Length": str(len(answer))}.items():
            handler.send_header(key, value)
        handler.end_headers()
        handler.wfile.write(answer)


def read_body(handler: BaseHTTPRequestHandler) -> bytes:
    if "Content-Length" in handler.headers:
        return handler.rfile.read(int(handler.headers["Content-Length"]))
    body = b""
    while size := int(handler.rfile.readline(), 16):
        body += handler.rfile.read(size)
        handler.rfile.readline()
    handler.rfile.readline()
    return body


@pytest.fixture
def repositories(tmp_path: Path) -> GitRepositories:
    repositories = GitRepositories(tmp_path / "repositories")
    repositories.create("a")
    return repositories


@pytest.fixture
def server(repositories: GitRepositories) -> Iterator[Server]:
    server = Server(repositories.root, quota_bytes=2 * MIB)
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    run_git("init", "--quiet", at=folder)
    return folder


def commit(work: Path, data: bytes) -> str:
    (work / "file").write_bytes(data)
    run_git("add", "--all", at=work)
    run_git("commit", "--quiet", "--message", "x", at=work)
    return run_git("rev-parse", "HEAD", at=work)


def noise(size: int) -> bytes:
    """Bytes that no compression makes smaller."""
    return b"".join(hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(size // 32))


def left_behind(repositories: GitRepositories) -> list[str]:
    return [path.name for path in repositories.folder("a").glob("objects/**/*") if path.is_file()]


def post(repositories: GitRepositories, body: bytes, *, quota_bytes: int = 64 * MIB) -> str:
    """What the backend answers to a push that no honest client would make."""
    argv, environment = backend_command(repositories.folder("a"), request(ServicePath.PUSH), quota_bytes=quota_bytes)
    return subprocess.run(argv, input=body, env=environment, capture_output=True, check=True).stdout.decode(
        errors="replace"
    )


def push_body(tip: str, pack: bytes) -> bytes:
    command = f"{NO_COMMIT} {tip} refs/heads/main\0report-status side-band-64k\n"
    return f"{len(command) + 4:04x}{command}0000".encode() + pack


def pack_of(objects: list[bytes]) -> bytes:
    body = b"PACK" + struct.pack(">II", 2, len(objects)) + b"".join(objects)
    return body + hashlib.sha1(body, usedforsecurity=False).digest()


def packed(kind: int, size: int, deflated: bytes) -> bytes:
    """An object in a pack: 3 bits of kind, then the size in 4 and 7 bits at a time (git, pack-format)."""
    header = bytearray([kind << 4 | size & 15])
    size >>= 4
    while size:
        header[-1] |= 0x80
        header.append(size & 0x7F)
        size >>= 7
    return bytes(header) + deflated


def zeros(size: int) -> bytes:
    """A zlib stream of `size` zeros (whole MiB): one deflated MiB, said again and again, and the sum that fits."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = deflate.compress(bytes(MIB)) + deflate.flush(zlib.Z_FULL_FLUSH)
    adler = size % 65521 << 16 | 1
    return b"\x78\xda" + block * (size // MIB) + b"\x03\x00" + struct.pack(">I", adler)


def bomb(raw: RawRepository, sizes: list[int]) -> bytes:
    """A push of blobs of zeros, with a tree and a commit that are in order."""
    tree = raw_tree([("100644", b"%d" % number, HUGE_BLOB) for number in range(len(sizes))])
    author = "S <s@example> 0 +0000"
    commit = f"tree {raw.write('tree', tree)}\nauthor {author}\ncommitter {author}\n\nx\n".encode()
    small = [packed(kind, len(data), zlib.compress(data)) for kind, data in ((1, commit), (2, tree))]
    pack = pack_of([*small, *(packed(3, size, zeros(size)) for size in sizes)])
    return push_body(raw.write("commit", commit), pack)


def test_the_real_client_pushes_and_fetches(
    server: Server, repositories: GitRepositories, work: Path, tmp_path: Path
) -> None:
    tip = commit(work, b"int main(void) { return 0; }\n")
    run_git("push", "--quiet", f"{server.url}/a.git", "HEAD:main", at=work)
    assert repositories.default_tip("a") == tip
    run_git("clone", "--quiet", f"{server.url}/a.git", str(tmp_path / "clone"), at=tmp_path)
    assert (tmp_path / "clone" / "file").read_bytes().startswith(b"int main")


def test_a_push_over_a_mebibyte_comes_in_chunks_and_is_taken(
    server: Server, repositories: GitRepositories, work: Path
) -> None:
    tip = commit(work, noise(3 * MIB // 2))
    run_git("push", "--quiet", f"{server.url}/a.git", "HEAD:main", at=work)
    assert repositories.read_tree("a", tip, TreeCaps()).entries[0].data == noise(3 * MIB // 2)


def test_a_push_over_quota_is_refused_readably_and_leaves_nothing(
    server: Server, repositories: GitRepositories, work: Path
) -> None:
    commit(work, noise(3 * MIB))
    pushed = client("push", f"{server.url}/a.git", "HEAD:main", at=work)
    assert pushed.returncode != 0
    assert b"pack exceeds maximum allowed size (2.00 MiB)" in pushed.stderr
    assert left_behind(repositories) == []
    assert repositories.default_tip("a") is None


def test_no_quota_left_is_not_no_quota(repositories: GitRepositories, server: Server, work: Path) -> None:
    server.quota_bytes = 0
    commit(work, b"x")
    assert b"pack exceeds maximum allowed size" in client("push", f"{server.url}/a.git", "HEAD:main", at=work).stderr
    assert left_behind(repositories) == []


def test_a_file_of_two_gigabytes_in_a_small_pack_is_refused_at_once(repositories: GitRepositories) -> None:
    body = bomb(RawRepository(repositories.root / "raw"), [HUGE_BYTES])
    assert len(body) < 4 * MIB
    answer = post(repositories, body)
    assert f"attempting to allocate {HUGE_BYTES + 1} over limit {LARGEST_OBJECT_BYTES}" in answer
    assert "ng refs/heads/main" in answer
    assert left_behind(repositories) == []
    assert repositories.default_tip("a") is None


def test_index_pack_is_ended_by_its_limit_on_memory(repositories: GitRepositories) -> None:
    argv, environment = backend_command(repositories.folder("a"), request(ServicePath.PUSH), quota_bytes=64 * MIB)
    tight = [argument if not argument.startswith("--as=") else f"--as={64 * MIB}" for argument in argv]
    body = bomb(RawRepository(repositories.root / "raw"), [100 * MIB])
    done = subprocess.run(tight, input=body, env=environment, capture_output=True, check=True)
    assert b"Out of memory" in done.stdout
    assert left_behind(repositories) == []


def test_many_large_files_are_ended_by_the_limit_on_cpu_and_leave_nothing(repositories: GitRepositories) -> None:
    argv, environment = backend_command(repositories.folder("a"), request(ServicePath.PUSH), quota_bytes=64 * MIB)
    tight = [argument if not argument.startswith("--cpu=") else "--cpu=1" for argument in argv]
    body = bomb(RawRepository(repositories.root / "raw"), [100 * MIB] * 10)
    done = subprocess.run(tight, input=body, env=environment, capture_output=True, check=False)
    assert b"index-pack died of signal" in done.stderr
    assert b"ng refs/heads/main" in done.stdout
    assert left_behind(repositories) == []
    assert repositories.default_tip("a") is None


def test_the_limits_are_on_the_command(repositories: GitRepositories) -> None:
    argv, environment = backend_command(repositories.folder("a"), request(ServicePath.PUSH), quota_bytes=MIB)
    assert argv[:3] == ["prlimit", f"--as={2 << 30}", "--cpu=60"]
    assert argv[-2:] == ["git", "http-backend"]
    assert environment["PATH_INFO"] == "/a.git/git-receive-pack"


@pytest.mark.parametrize(
    ("path", "given"),
    [
        (ServicePath.ADVERTISE, {"query": ""}),
        (ServicePath.ADVERTISE, {"query": "service=git-upload-archive"}),
        (ServicePath.ADVERTISE, {"query": "service=git-receive-pack&x=\0"}),
        (ServicePath.ADVERTISE, {"method": "POST"}),
        (ServicePath.PUSH, {"method": "GET"}),
        (ServicePath.PUSH, {"content_type": "text/plain"}),
        (ServicePath.PUSH, {"content_type": "application/x-git-upload-pack-request"}),
        (ServicePath.FETCH, {"protocol": "version=2\nx"}),
        (ServicePath.FETCH, {"protocol": "x" * 100}),
        (ServicePath.FETCH, {"query": "a=b"}),
    ],
)
def test_what_no_git_client_asks_is_refused(tmp_path: Path, path: ServicePath, given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="smart HTTP protocol"):
        backend_command(tmp_path / "a.git", request(path, **given), quota_bytes=1)
