"""One worker's question on its way to the window's thread and back."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from demur.core.problem import Problem


class Answer:
    """Given once, from the window's thread; whatever comes after that is dropped. A worker waits for it."""

    def __init__(self) -> None:
        self._future: Future[Any] = Future()
        self._ends: list[Callable[[], None]] = []

    @property
    def is_open(self) -> bool:
        return not self._future.done()

    def give(self, value: Any) -> None:
        if self.is_open:
            self._future.set_result(value)
            self._end()

    def fail(self, problem: Problem) -> None:
        if self.is_open:
            self._future.set_exception(problem)
            self._end()

    def when_ended(self, end: Callable[[], None]) -> None:
        """Call `end`, on the window's thread, as soon as there is an answer."""
        self._ends.append(end)

    def wait(self, limit_s: float) -> Any:
        """Return the answer, on a worker. Raises the problem it failed with, and `TimeoutError`."""
        return self._future.result(limit_s)

    def _end(self) -> None:
        for end in self._ends:
            end()
        self._ends.clear()
