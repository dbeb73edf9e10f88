"""The bell between the web room and the relay: a word on a Redis channel that says "look into the outbox".

Nothing is lost when nobody listens: the relay looks by itself every few seconds.
"""

import contextlib
from collections.abc import Iterator

import redis

CHANNEL = "peermill:outbox"
PATIENCE_SECONDS = 0.5


class Doorbell:
    def __init__(self, url: str) -> None:
        self.client = redis.Redis.from_url(
            url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS, retry=None
        )

    def ring(self) -> None:
        """Best effort: whoever rings has committed already, and must not fail for a broker that is away."""
        with contextlib.suppress(redis.RedisError, OSError):
            self.client.publish(CHANNEL, "ring")

    def close(self) -> None:
        self.client.close()


@contextlib.contextmanager
def listening(url: str) -> Iterator[redis.client.PubSub]:
    """A subscription to the bell. Raises redis.RedisError when Redis doesn't answer."""
    client = redis.Redis.from_url(url, socket_connect_timeout=PATIENCE_SECONDS)
    subscription: redis.client.PubSub = client.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
    try:
        subscription.subscribe(CHANNEL)
        yield subscription
    finally:
        subscription.close()
        client.close()
