"""One alarm for every time limit of the program: a thread of its own for each request costs as much as the request."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import NamedTuple


class _Due(NamedTuple):
    at: float
    """On the clock of `time.monotonic`."""
    call: Callable[[], None]


class Alarm:
    """Calls what is due, on one daemon thread that ends when nothing is left to wait for.

    A limit that was kept wakes nobody: the thread sleeps until the first one it knew of would have been over.
    """

    def __init__(self) -> None:
        self._bell = threading.Condition(threading.Lock())
        self._all: dict[object, _Due] = {}
        self._keeper: threading.Thread | None = None
        self._wakes_at = 0.0

    @contextmanager
    def after(self, seconds: float, call: Callable[[], None]) -> Iterator[None]:
        """Have `call` called once `seconds` are over, unless this ends before; it must be short, and raise nothing."""
        ticket = object()
        self._set(ticket, _Due(monotonic() + seconds, call))
        try:
            yield
        finally:
            with self._bell:
                self._all.pop(ticket, None)

    def _set(self, ticket: object, due: _Due) -> None:
        with self._bell:
            self._all[ticket] = due
            if self._keeper is None or not self._keeper.is_alive():
                self._wakes_at = due.at
                self._keeper = threading.Thread(target=self._keep, daemon=True, name="time limits")
                self._keeper.start()
            elif due.at < self._wakes_at:
                self._bell.notify()

    def _keep(self) -> None:
        while (calls := self._next()) is not None:
            for call in calls:
                call()

    def _next(self) -> list[Callable[[], None]] | None:
        """Sleep until something is due, and return it; None where nothing is left, and the thread is done."""
        with self._bell:
            while self._all:
                now = monotonic()
                if over := [ticket for ticket, due in self._all.items() if due.at <= now]:
                    return [self._all.pop(ticket).call for ticket in over]
                self._wakes_at = min(due.at for due in self._all.values())
                self._bell.wait(self._wakes_at - now)
            self._keeper = None
            return None
