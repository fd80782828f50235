"""D5: one window per data folder; a second start shows the first."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from demur.ui.instance import Instance

HOLD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from demur.ui.instance import Instance
app = QCoreApplication([])
instance = Instance(Path(sys.argv[1]))
assert instance.is_first()
instance.listen()
instance.raised.connect(lambda: print("raised", flush=True))
print("ready", flush=True)
app.exec()
"""

HOLD_LATE = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from demur.ui.instance import Instance
app = QCoreApplication([])
instance = Instance(Path(sys.argv[1]))
assert instance.is_first()
instance.raised.connect(lambda: print("raised", flush=True))
instance.raised.connect(app.quit)
QTimer.singleShot(600, instance.listen)
print("ready", flush=True)
app.exec()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.communicate()


def start(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "demur", "--data-dir", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )


def test_second_start_raises_the_first_and_ends(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert holder.stdout is not None
    assert holder.stdout.readline() == "raised\n"


def test_other_folder_is_another_window(holder: subprocess.Popen[str], tmp_path: Path, qtbot: QtBot) -> None:
    other = tmp_path / "other"
    other.mkdir()
    instance = Instance(other)
    assert instance.is_first()
    instance.close()


def test_killed_window_leaves_no_lock_that_holds(holder: subprocess.Popen[str], tmp_path: Path, qtbot: QtBot) -> None:
    """A stale lock, and the socket of a process that was killed."""
    assert not Instance(tmp_path).is_first()
    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    instance = Instance(tmp_path)
    assert instance.is_first()
    instance.close()


def test_second_start_waits_for_a_first_that_does_not_listen_yet(tmp_path: Path, qtbot: QtBot) -> None:
    """A first start listens only once its window is seen; a second one in between must not give up."""
    held = subprocess.Popen([sys.executable, "-c", HOLD_LATE, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert held.stdout is not None
    assert held.stdout.readline() == "ready\n"
    second = Instance(tmp_path)
    assert not second.is_first()
    assert second.raise_first()
    assert held.communicate(timeout=20)[0] == "raised\n"


def test_only_the_first_listens(holder: subprocess.Popen[str], tmp_path: Path, qtbot: QtBot) -> None:
    """Whoever holds no lock, such as a tour, must not take the name from the window that does."""
    other = Instance(tmp_path)
    other.listen()
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert holder.stdout is not None
    assert holder.stdout.readline() == "raised\n"
    other.close()


def test_first_window_that_does_not_answer_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    assert not Instance(tmp_path).raise_first()
