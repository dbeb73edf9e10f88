"""The web process: `python -m web`. Serves until SIGTERM, then ends what is under way and stops."""

import sys

import uvicorn

from core.errors import PeermillError
from web.app import make_app
from web.connection import WatchedConnection
from wiring.composition import compose
from wiring.doorbell import Doorbell
from wiring.settings import Settings, load

GRACE_SECONDS = 15
IDLE_SECONDS = 30
BACKLOG = 100  # taken in at one go: with the most connections there may be, fewer than 1024 descriptors
FAULT = 3


def main() -> int:
    try:
        serve(load())
    except PeermillError as error:
        sys.stderr.write(f"peermill: {error}\n")
        return FAULT
    return 0


def serve(settings: Settings) -> None:
    bell = Doorbell(settings.redis)
    with compose(settings) as services:
        uvicorn.run(
            make_app(services, bell.ring),
            host=settings.http_host,
            port=settings.http_port,
            access_log=False,
            lifespan="off",  # there is none, and its words would follow those of why the server ended
            backlog=BACKLOG,
            server_header=False,
            http=WatchedConnection,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    bell.close()


if __name__ == "__main__":
    sys.exit(main())
