import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from web.connection import WatchedConnection

LOOK_SECONDS = 0.3
MOST = 20
ASK = b"GET /%s HTTP/1.1\r\nHost: school.example\r\n\r\n"


class Hasty(WatchedConnection):
    most = MOST
    look_seconds = LOOK_SECONDS


async def quick(_: Request) -> PlainTextResponse:
    return PlainTextResponse("quick")


async def slow(_: Request) -> PlainTextResponse:
    await asyncio.sleep(4 * LOOK_SECONDS)
    return PlainTextResponse("slow")


@pytest.fixture
def port() -> Iterator[int]:
    app = Starlette(routes=[Route("/quick", quick, methods=["GET", "POST"]), Route("/slow", slow)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False, http=Hasty))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


@contextlib.contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        yield client


def hear(client: socket.socket, words: bytes) -> None:
    heard = b""
    while not heard.endswith(words):
        more = client.recv(1 << 16)
        assert more, heard
        heard += more


def ended(client: socket.socket) -> bool:
    """Waits for the server's end of the connection."""
    try:
        return client.recv(1 << 16) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize("start", [b"", b"G", b"GET /quick HTTP/1.1\r\nX: "])
def test_a_client_that_never_gets_to_ask_is_dropped(port: int, start: bytes) -> None:
    with connected(port) as client:
        client.sendall(start)
        assert ended(client)


@pytest.mark.parametrize(
    "more", [b"", b"GET /quick HTTP", b"POST /quick HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nx"]
)
def test_a_client_that_falls_silent_after_its_answer_is_dropped(port: int, more: bytes) -> None:
    with connected(port) as client:
        client.sendall(ASK % b"quick")
        hear(client, b"quick")
        client.sendall(more)
        while not ended(client):
            pass


def test_an_answer_may_take_longer_than_a_look(port: int) -> None:
    with connected(port) as client:
        client.sendall(ASK % b"slow")
        hear(client, b"slow")


def test_a_client_that_goes_on_asking_is_kept(port: int) -> None:
    with connected(port) as client:
        for _ in range(6):
            client.sendall(ASK % b"quick")
            hear(client, b"quick")
            time.sleep(LOOK_SECONDS / 2)


def test_connections_over_the_most_are_refused_until_others_end(port: int) -> None:
    with contextlib.ExitStack() as held:
        clients = [held.enter_context(connected(port)) for _ in range(MOST)]
        with connected(port) as one_more:
            assert ended(one_more)
        assert all(ended(client) for client in clients)
    with connected(port) as client:
        client.sendall(ASK % b"quick")
        hear(client, b"quick")
