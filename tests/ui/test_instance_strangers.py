"""D5: the window's lock and socket, where somebody else has the number or the name (two of its four cases)."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot
from tests.ui.test_instance import HOLD, start

from demur.ui.instance import Instance


def socket_name(folder: Path) -> str:
    """Return the name that any program of this user could listen under."""
    return f"demur-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"


@pytest.fixture
def passer_by() -> Iterator[subprocess.Popen[bytes]]:
    """A living process that is no Demur."""
    with subprocess.Popen(["tail", "-f", "/dev/null"]) as process:
        yield process
        process.kill()


def test_d5_a_stranger_on_our_socket_is_put_aside(tmp_path: Path, qtbot: QtBot) -> None:
    """D5, foreign socket: a program that listens under our name before us hears nothing of later starts."""
    stranger = QLocalServer()
    assert stranger.listen(socket_name(tmp_path))
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as first:
        try:
            assert first.stdout is not None
            assert first.stdout.readline() == "ready\n"
            done = start(tmp_path)
            assert done.returncode == 0, done.stderr
            assert first.stdout.readline() == "raised\n"
            assert not stranger.hasPendingConnections()
        finally:
            first.kill()
            stranger.close()


def test_d5_a_stranger_that_took_our_socket_is_not_believed(tmp_path: Path, qtbot: QtBot) -> None:
    """D5, foreign socket: one that only accepts is no window that came to the front."""
    holder = Instance(tmp_path)
    assert holder.is_first()
    stranger = QLocalServer()
    QLocalServer.removeServer(socket_name(tmp_path))
    assert stranger.listen(socket_name(tmp_path))
    assert not Instance(tmp_path).raise_first()
    stranger.close()
    holder.close()


def test_d5_a_process_id_that_another_program_has_now_holds_nothing(
    tmp_path: Path, passer_by: subprocess.Popen[bytes], qtbot: QtBot
) -> None:
    """D5, process id reused: the lock names a living process, but not the program that made it (QLockFile)."""
    lock = tmp_path / "window.lock"
    first = Instance(tmp_path)
    assert first.is_first()
    lines = lock.read_text(encoding="utf-8").splitlines()
    first.close()
    lock.write_text("\n".join([str(passer_by.pid), *lines[1:]]) + "\n", encoding="utf-8")
    second = Instance(tmp_path)
    assert second.is_first()
    assert lock.read_text(encoding="utf-8").splitlines()[0] != str(passer_by.pid)
    second.close()
