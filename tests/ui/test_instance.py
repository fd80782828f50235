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
instance.raised.connect(lambda: print("raised", flush=True))
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


def test_first_window_that_does_not_answer_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    assert not Instance(tmp_path).raise_first()
