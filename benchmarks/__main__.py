"""`make bench`: every benchmark in turn, as a table, and as JSON in var/bench.json.

Exit code 1 if a target is missed.
"""

import dataclasses
import json
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from rich.console import Console

from benchmarks import (
    checks,
    claim_to_report,
    library,
    many,
    matching,
    one_test,
    online,
    packages,
    queue,
    verify,
    worker_memory,
)
from benchmarks.table import Row, as_table
from sandboxes.engine import engine_host
from wiring.sandboxes import open_pool
from wiring.settings import Settings, load

POOL_SIZE = 2


def say(text: str) -> None:
    sys.stderr.write(f"bench: {text}\n")


def rows(settings: Settings) -> Iterator[Row]:
    with open_pool(settings, POOL_SIZE, say) as pool:
        host = engine_host(settings.docker_host, settings.var)
        image_id = pool.image_of("c")
        say("one test of a C program")
        yield one_test.measure(pool)
        say("from claim to report")
        yield claim_to_report.measure(pool)
        say("submissions a second")
        yield many.measure(pool, image_id, ("docker", "--host", str(host)))
        say("the C library project")
        yield library.measure(pool)
        say("what checks add to it")
        yield checks.measure(pool)
    say("verifying an exercise")
    yield verify.measure(settings, say)
    say("importing and grading a problem package")
    yield packages.measure(settings, say)
    say("memory over 500 submissions: some minutes")
    yield worker_memory.measure()
    say("the queue beside a million jobs: half a minute")
    yield from queue.rows()
    say("rounds of the matcher: some minutes")
    yield from matching.rows()
    say("the matcher's desk")
    yield from online.rows()


def main() -> int:
    settings = load()
    results = list(rows(settings))
    Console(width=150).print(as_table(results))
    document = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"kernel": platform.release(), "python": platform.python_version()},
        "rows": [dataclasses.asdict(row) for row in results],
    }
    path = settings.var / "bench.json"
    path.write_text(json.dumps(document, indent=2) + "\n")
    say(f"wrote {path}")
    return 0 if all(row.reached for row in results) else 1


if __name__ == "__main__":
    sys.exit(main())
