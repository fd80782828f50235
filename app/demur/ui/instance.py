"""One running window per data folder: a second start brings the first to the front and ends."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 3000
_HELLO = b"show\n"


class Instance(QObject):
    """Holds the data folder's window, or reaches whoever does."""

    raised = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._name = f"demur-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # only the death of its process makes a lock stale
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def is_first(self) -> bool:
        """Take the folder's window and listen for later starts, or answer False where another has it."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)  # left behind by a process that was killed
        self._server.listen(self._name)
        return True

    def raise_first(self) -> bool:
        """Ask the window that runs to come to the front; tell whether it answered."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        return socket.bytesAvailable() > 0 or socket.waitForReadyRead(_PATIENCE_MS)

    def close(self) -> None:
        self._server.close()
        self._lock.unlock()

    def _welcome(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.write(_HELLO)
            socket.flush()
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.raised.emit()
