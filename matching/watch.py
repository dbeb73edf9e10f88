"""Where a round's time goes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Watch:
    """Seconds in the solver (`solve`), and since the beginning; what isn't solving is looking for candidates."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.clock = clock
        self.begin = clock()
        self.solve = 0.0

    @contextmanager
    def solving(self) -> Iterator[None]:
        start = self.clock()
        try:
            yield
        finally:
            self.solve += self.clock() - start

    def seconds(self) -> dict[str, float]:
        total = self.clock() - self.begin
        return {"candidates": total - self.solve, "solve": self.solve, "total": total}
