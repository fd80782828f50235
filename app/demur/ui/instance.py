"""One running window per data folder: a second start brings the first to the front and ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_PATIENCE_MS = 3000
_AGAIN_MS = 50
_HELLO = b"show\n"


class Instance(QObject):
    """Holds the data folder's window, or reaches whoever does."""

    raised = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._server: QLocalServer | None = None
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # only the death of its process makes a lock stale

    def is_first(self) -> bool:
        """Take the folder's window, or answer False where another has it."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Hear of later starts, where this is the first; it does so once its window is seen."""
        if not self._lock.isLocked():
            return
        from PySide6.QtNetwork import QLocalServer  # takes its time, so not before it is needed

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        QLocalServer.removeServer(self._name())  # left behind by a process that was killed
        self._server.listen(self._name())

    def raise_first(self) -> bool:
        """Ask the window that runs to come to the front; tell whether it answered.

        One that has only just started doesn't listen yet, so an attempt that fails is made again for a while.
        """
        from PySide6.QtCore import QDeadlineTimer, QThread
        from PySide6.QtNetwork import QLocalSocket

        patience = QDeadlineTimer(_PATIENCE_MS)
        socket = QLocalSocket()
        socket.connectToServer(self._name())
        while not socket.waitForConnected(_PATIENCE_MS):
            if patience.hasExpired():
                return False
            QThread.msleep(_AGAIN_MS)
            socket.connectToServer(self._name())
        return socket.bytesAvailable() > 0 or socket.waitForReadyRead(_PATIENCE_MS)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _name(self) -> str:
        import hashlib  # loads OpenSSL

        return f"demur-{hashlib.sha256(str(self._folder).encode()).hexdigest()[:16]}"

    def _welcome(self) -> None:
        while self._server and (socket := self._server.nextPendingConnection()) is not None:
            socket.write(_HELLO)
            socket.flush()
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.raised.emit()
