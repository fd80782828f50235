"""Going over a whole ledger on a worker: how far it is can be seen, and it can be called off."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Signal

if TYPE_CHECKING:
    from demur.ledger.audit import Check
    from demur.ledger.log import SqliteLedger
    from demur.ui.frame import Frame


class LedgerCheck(QObject):
    """One check at a time: a new one calls off the one before, of which nothing is told any more."""

    progressed = Signal(int, int)
    finished = Signal(object)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._stop: Event | None = None
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.call_off)  # closing waits for the workers

    def begin(self, ledger: SqliteLedger, is_afresh: bool = False) -> None:
        """Go over `ledger`; `finished` brings what was found, or how far it came before it was called off."""
        self.call_off()
        self._stop = stop = Event()

        def watch(done: int, count: int) -> bool:
            if shiboken6.isValid(self) and not stop.is_set():
                self.progressed.emit(done, count)
            return not stop.is_set()

        def tell(check: Check) -> None:
            if self._stop is stop:
                self._stop = None
                self.finished.emit(check)

        self._frame.run(self, lambda: ledger.check(is_afresh, watch), tell)

    def call_off(self) -> None:
        """Let the check end after the entries that it is at."""
        if self._stop is not None:
            self._stop.set()
