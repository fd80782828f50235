"""Asks the member for the passphrase of their sealed file, on behalf of work in the background."""

from queue import SimpleQueue

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from PySide6.QtWidgets import QWidget

from demur.core.secret import Secret
from demur.ui.passphrase_dialog import OPEN, PassphraseDialog
from demur.words import problems


class PassphraseAsker(QObject):
    """A worker waits here for what the member types; the window's own thread never does."""

    _wanted = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        """Belong to the window's thread, whichever thread is the first to need this."""
        super().__init__()
        self._window, self._dialog = window, None
        self._answers: SimpleQueue[Secret | None] = SimpleQueue()
        self._is_ended = False
        self._wanted.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self.moveToThread(window.thread())

    def ask(self, is_wrong: bool) -> Secret | None:
        """Return the passphrase; None where the member won't say it, or the window's own thread asks: it can't wait.

        One asks at a time (`SealedVault.require_open`).
        """
        if self._is_ended or QThread.currentThread() is self.thread():
            return None
        self._wanted.emit(is_wrong)
        return self._answers.get()

    def end(self) -> None:
        """Let whoever waits go on without an answer, now and from now on."""
        self._is_ended = True
        self._answers.put(None)

    @Slot(bool)
    def _show(self, is_wrong: bool) -> None:
        if self._is_ended:
            return
        dialog = PassphraseDialog(self._window, OPEN, problems.reason("passphrase-wrong") if is_wrong else "")
        dialog.given.connect(lambda given: self._answer(dialog, given[0]))
        dialog.rejected.connect(lambda: self._answers.put(None))
        dialog.open()

    def _answer(self, dialog: PassphraseDialog, given: Secret) -> None:
        dialog.accept()
        self._answers.put(given)
