"""The background processes.

python -m workers worker    grades, one submission at a time; start as many as there are CPUs to spare
python -m workers beat      the clock of the housekeeping, and the relay of the outbox; one a school
"""

import logging
import os
import sys
import threading
from functools import partial

from core.errors import PeermillError
from wiring.composition import compose
from wiring.examiner import CatalogueExaminer
from wiring.image_shelf import fill_shelf
from wiring.sandboxes import open_pool, reap_sandboxes
from wiring.settings import Settings, load
from workers.app import make_app
from workers.relay import relay_until
from workers.run import run_beat, run_worker
from workers.tasks import add_tasks

USAGE = 2
FAULT = 3

log = logging.getLogger("workers")


def main(arguments: list[str]) -> int:
    if arguments not in (["worker"], ["beat"]):
        sys.stderr.write("usage: python -m workers worker|beat\n")
        return USAGE
    try:
        settings = load()
        (work if arguments == ["worker"] else beat)(settings)
    except PeermillError as error:
        sys.stderr.write(f"peermill: {error}\n")
        return FAULT
    return 0


def work(settings: Settings) -> None:
    app = make_app(settings.broker)
    with compose(settings) as services, open_pool(settings, settings.pool_size, log.info) as pool:
        reap, shelve = partial(reap_sandboxes, settings), partial(fill_shelf, settings, pool)
        add_tasks(app, services, CatalogueExaminer(pool=pool), reap, shelve)
        run_worker(app, f"worker-{os.getpid()}")


def beat(settings: Settings) -> None:
    app = make_app(settings.broker)
    over = threading.Event()
    with compose(settings) as services:
        relay = threading.Thread(target=relay_until, args=(over, app, services))
        relay.start()
        try:
            run_beat(app)
        finally:
            over.set()
            relay.join()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
