"""Blocking work off the window's thread, and one door back."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

T = TypeVar("T")


class Background(QObject):
    """Runs blocking work off the window's thread and delivers each answer on it.

    A worker holds plain values and a ticket number, never a widget. What comes back for a page that is gone is dropped.
    """

    _finished = Signal(int, object)
    idle = Signal()

    def __init__(self, pool: Callable[[], Executor]) -> None:
        """Work with the pool that `pool` returns; it is asked when there is work."""
        super().__init__()
        self._pool, self._tickets = pool, itertools.count()
        self._waiting: dict[int, tuple[QObject, Callable[[Any], None], Callable[[BaseException], None]]] = {}
        self._is_over = False
        self._finished.connect(self._deliver)

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting)

    def run(
        self,
        work: Callable[[], T],
        owner: QObject,
        then: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run `work` on a worker, then call `then` or `failed` here, if `owner` still lives.

        At the very end of the program nothing is begun any more: what came back last may still want something done.
        """
        if self._is_over:
            return
        ticket = next(self._tickets)
        self._waiting[ticket] = (owner, then, failed)
        self._pool().submit(work).add_done_callback(lambda done: self._hand_over(ticket, done))

    def end(self) -> None:
        """Begin nothing any more: the workers are about to go."""
        self._is_over = True

    def _hand_over(self, ticket: int, done: Future[Any]) -> None:
        if shiboken6.isValid(self):  # at the very end of the program nobody waits any more
            self._finished.emit(ticket, done)

    @Slot(int, object)
    def _deliver(self, ticket: int, done: Future[Any]) -> None:
        owner, then, failed = self._waiting.pop(ticket)
        if not done.cancelled() and shiboken6.isValid(owner):
            if (error := done.exception()) is not None:
                failed(error)
            else:
                then(done.result())
        if not self._waiting:
            self.idle.emit()
