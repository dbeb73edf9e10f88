"""From settings to a pool of sandboxes on an engine that has proven its limits."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import sandboxes.reaper
from core.errors import EngineMissing
from sandboxes.engine import connect, engine_host, ensure_engine
from sandboxes.image_shelf import ImageSource, fetch
from sandboxes.images import ensure_image
from sandboxes.pool import WarmPool
from sandboxes.self_test import LANGUAGE, Proof, ensure_self_test, self_test
from wiring.settings import Settings

Say = Callable[[str], None]


@contextlib.contextmanager
def open_pool(
    settings: Settings, size: int, say: Say, *, source: ImageSource | None = None, proven_on: str = LANGUAGE
) -> Iterator[WarmPool]:
    """A pool that keeps `size` sandboxes of a language warm. `say` hears of set-up that takes long.

    Images are built here, or are those of `source`. The self-test runs in that of `proven_on`. Raises EngineMissing, or
    GraderFault where it finds a limit that doesn't hold here.
    """
    with unproven_pool(settings, size, say, source) as pool:
        sandboxes.reaper.reap(pool.client)
        ensure_self_test(
            pool.client,
            pool,
            settings.var,
            say,
            runtime=settings.oci_runtime,
            image_id=pool.image_of(proven_on),
            language=proven_on,
        )
        yield pool


@contextlib.contextmanager
def unproven_pool(settings: Settings, size: int, say: Say, source: ImageSource | None = None) -> Iterator[WarmPool]:
    """As `open_pool`, on a machine that may not be fit yet: for the self-test alone."""
    client = ensure_engine(settings.docker_host, settings.var, say)
    if source is None:
        image_of = lru_cache(lambda language, setup=b"": ensure_image(client, language, settings.var, say, setup))
    else:
        image_of = lru_cache(lambda language, setup=b"": fetch(client, source, language, setup))
    pool = WarmPool(client, image_of, size=size, runtime=settings.oci_runtime)
    try:
        yield pool
    finally:
        pool.close()
        client.close()


def prepare_machine(settings: Settings, languages: Sequence[str], say: Say) -> str:
    """An engine, the images of those languages and the self-test, made now; the engine's address.

    Raises EngineMissing, GraderFault.
    """
    with open_pool(settings, 0, say) as pool:
        for language in languages:
            pool.warm(language)
    host = engine_host(settings.docker_host, settings.var)
    if host is None:
        raise EngineMissing("the Docker engine answered a moment ago and doesn't any more")
    return host


def prove_limits(settings: Settings, say: Say) -> list[Proof]:
    """The self-test, run now. Raises EngineMissing, GraderFault."""
    with unproven_pool(settings, 0, say) as pool:
        return self_test(pool)


def reap_sandboxes(settings: Settings) -> list[str]:
    """Remove the sandboxes that a crash left; the names of those removed. Raises EngineMissing."""
    client = connect(settings.docker_host, settings.var)
    if client is None:
        raise EngineMissing("no Docker engine answers, so no sandbox can be cleared")
    try:
        return sandboxes.reaper.reap(client)
    finally:
        client.close()
