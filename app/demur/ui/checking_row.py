"""The part of the list of receipts that says how far a check of all of them is, and offers to call it off."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from demur.ledger.audit import Check
from demur.ledger.mark import LONG
from demur.ui.controls import button, filled_row, label, named
from demur.words import checking, say, window


class CheckingRow(QWidget):
    """Shown only while a long ledger is checked: a short one is done before it could be read."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "soft")
        self._bar = named(QProgressBar(), say(checking.PROGRESS_NAME))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(self.fontMetrics().height() * 2 // 3)
        self._words.setWordWrap(False)
        self._cancel = button(checking.CALL_OFF, checking.CALL_OFF_NAME)
        self._cancel.clicked.connect(self.cancelled)
        across = filled_row(self._bar, self._words, self._cancel)
        across.setContentsMargins(0, 0, 0, 0)
        self.setLayout(across)
        self.hide()

    def show_progress(self, done: int, count: int) -> None:
        """Say how far the check is."""
        self.setVisible(count >= LONG)
        self._bar.setRange(0, count)
        self._bar.setValue(done)
        self._words.setText(say(checking.PROGRESS, done=done, count=count))

    def show_so_far(self, done: int) -> None:
        """Say how far the check is of what nobody knows the length of."""
        self.setVisible(done >= LONG)
        self._bar.setRange(0, 0)
        self._words.setText(say(checking.SO_FAR, done=done))


def summary(check: Check, count: int) -> str:
    """Return what a check of `count` entries found, in one line."""
    if check.wrong is not None:
        return say(checking.WRONG, count=count, what=checking.what(check.wrong.code, check.wrong.index))
    if not check.is_whole:
        return say(checking.STOPPED, count=count, done=check.entries)
    form = checking.CARRIED if check.carried else window.ENTRIES_CHECKED
    return say(form, count=count, carried=check.carried)
