"""The web process: `python -m web`. Serves until SIGTERM, then ends what is under way and stops."""

import uvicorn

from web.app import make_app
from wiring.composition import compose
from wiring.doorbell import Doorbell
from wiring.settings import load

GRACE_SECONDS = 15
IDLE_SECONDS = 30


def main() -> None:
    settings = load()
    bell = Doorbell(settings.redis)
    with compose(settings) as services:
        uvicorn.run(
            make_app(services, bell.ring),
            host=settings.http_host,
            port=settings.http_port,
            access_log=False,
            server_header=False,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    bell.close()


if __name__ == "__main__":
    main()
