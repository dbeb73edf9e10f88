"""The keyed draw: a number for each (request, evaluator) that only the holder of the secret can tell in advance.

Among those who are near the best, the one with the lowest number gets the request (highest-random-weight hashing:
Thaler and Ravishankar, IEEE/ACM Transactions on Networking 6, 1998). The number hangs on nothing else, so asking again
draws the same, and whoever comes or goes besides changes who it is only by winning or by having won.
"""

import hashlib
import hmac

from core.errors import UsageError
from matching.online.bookings import Request

SHORTEST_KEY = 16


class Draw:
    def __init__(self, key: bytes) -> None:
        """Raises UsageError for a key that could be guessed."""
        if len(key) < SHORTEST_KEY:
            raise UsageError(f"the desk's secret key has {len(key)} bytes; give it at least {SHORTEST_KEY} random ones")
        self._key = key

    def number(self, request: Request, evaluator: int) -> float:
        """0 or more and below 1."""
        text = f"{request.turn}/{evaluator}/{request.submission}".encode()
        return int.from_bytes(hmac.digest(self._key, text, hashlib.sha256)[:6], "big") / (1 << 48)

    def among(self, request: Request, evaluators: list[int]) -> int:
        """Which of them, as an index."""
        return min(range(len(evaluators)), key=lambda at: self.number(request, evaluators[at]))
