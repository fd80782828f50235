"""What a start can wait with until the window has been seen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_AFTER_PAINT_MS = 10
_UNSEEN_MS = 2000
"""How long to wait for a window that nobody can see, such as one that starts minimised."""


class FirstPaint(QObject):
    """Holds work back until the window is painted for the first time, then does it piece by piece, in order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: list[Callable[[], None]] | None = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        self._is_seen = False

    def then(self, work: Callable[[], None]) -> None:
        """Do `work` after the first paint; at once, where that is over."""
        if self._work is None:
            work()
        else:
            self._work.append(work)

    def expect(self) -> None:
        """Wait no longer than for a window that nobody can see."""
        self._timer.start(_UNSEEN_MS)

    def seen(self) -> None:
        """Take note that the window is being painted."""
        if not self._is_seen:
            self._is_seen = True
            self._timer.start(_AFTER_PAINT_MS)

    def _go_on(self) -> None:
        """Do the next piece; what the member did meanwhile comes before the one after it."""
        if not self._work:
            self._work = None
            return
        work = self._work.pop(0)
        self._timer.start(0)  # first, so that a mistake in one piece keeps none of the others back
        work()
