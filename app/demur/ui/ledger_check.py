"""Checking on a worker, which may take long: how far it is can be seen, and it can be called off."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Signal

if TYPE_CHECKING:
    from demur.ledger.log import SqliteLedger
    from demur.ui.frame import Frame


class Watched(QObject):
    """One check at a time: a new one calls off the one before, of which nothing is told any more."""

    progressed = Signal(int, int)
    finished = Signal(object)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._stop: Event | None = None
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.call_off)  # closing waits for the workers

    def start(self, work: Callable[[Callable[[int, int], bool]], object]) -> None:
        """Let `work` run, which says how far of how much it is, and is answered whether to go on.

        `finished` brings what it returns.
        """
        self.call_off()
        self._stop = stop = Event()

        def watch(done: int, count: int) -> bool:
            if shiboken6.isValid(self) and not stop.is_set():
                self.progressed.emit(done, count)
            return not stop.is_set()

        def tell(found: object) -> None:
            if self._stop is stop:
                self._stop = None
                self.finished.emit(found)

        self._frame.run(self, lambda: work(watch), tell)

    def call_off(self) -> None:
        """Let the check end after the entries that it is at."""
        if self._stop is not None:
            self._stop.set()


class LedgerCheck(Watched):
    """Goes over a whole ledger."""

    def begin(self, ledger: SqliteLedger, is_afresh: bool = False) -> None:
        """Go over `ledger`; `finished` brings what was found, or how far it came before it was called off."""
        self.start(lambda watch: ledger.check(is_afresh, watch))
