"""Nothing runs when nothing is due: the real program, its window closed and its icon in a real tray, never wakes up."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.faults.stillness import Process
from tests.faults.test_s1_connections import pass_by, strace_is_idle, wait_for
from tests.reminders.desktop import Desktop, desktop
from tests.watch.test_watch import account

from demur import wiring
from demur.core.account import LastSeen
from demur.core.setting import State
from demur.paths import Folders
from demur.reminders.choices import Choices
from demur.reminders.waking import LONGEST

IDLE_S = 4.0
SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmapCache
from demur.paths import folders
from demur.ui import program
from demur.ui.instance import Instance

def close_soon(window):
    def look():
        tray = window._reminders._tray
        if tray is None or not tray._icon.geometry().isValid() or window._background.is_busy:
            QTimer.singleShot(100, look)
            return
        window.close()
        print("in the tray" if not window.isVisible() else "closed", flush=True)
    QTimer.singleShot(1500, look)

app = program.application()
QPixmapCache.setCacheLimit(0)  # its own timer runs for a minute after the last picture: see tests/faults/idle_window.py
place = folders(Path(sys.argv[1]))
place.prepare()
instance = Instance(place.data)
assert instance.is_first()
sys.exit(program.show(app, place, instance, close_soon))
"""


@pytest.fixture
def screen() -> Iterator[Desktop]:
    """A desktop with a tray (of the older kind, XEmbed)."""
    with (
        desktop() as made,
        subprocess.Popen(["trayer", "--edge", "bottom"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as bar,
    ):
        yield made
        bar.kill()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A member who wants Demur in the tray, and whose setting is due in six days."""
    folders = Folders(tmp_path / "data")
    product = wiring.build(folders)
    Choices(product.accounts).stay_in_tray(True)
    one = account("anna")
    product.accounts.keep(one)
    product.accounts.saw(one.id, LastSeen(State.OFF, datetime.now(UTC) - timedelta(days=24)))
    product.close()
    return folders.data


@contextmanager
def in_the_tray(data: Path, screen: Desktop) -> Iterator[tuple[subprocess.Popen[bytes], Process]]:
    """Run the program until its window is closed and its icon in the tray."""
    buses = dict.fromkeys(("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"), screen.bus.address)
    command = [sys.executable, "-c", SCRIPT, str(data)]
    with subprocess.Popen(command, env=os.environ | buses, stdout=subprocess.PIPE) as run:
        try:
            assert run.stdout is not None
            assert run.stdout.readline() == b"in the tray\n"
            yield run, Process(run.pid)
        finally:
            run.send_signal(signal.SIGKILL)


def test_idle_in_the_tray_wakes_up_for_nothing(data: Path, screen: Desktop) -> None:
    """One thread waits with a limit, the hours until it looks at the time again; the others wait without any."""
    with in_the_tray(data, screen) as (run, program):
        wait_for(lambda: strace_is_idle(program, run), run)
        before = program.wake_ups()
        pass_by(IDLE_S, run)
        assert program.wake_ups() == before
        (waits,) = program.restless()
        limit = re.search(r"with a limit of 0x([0-9a-f]+)$", waits)
        assert limit is not None
        assert int(limit[1], 16) > (LONGEST - timedelta(minutes=5)) / timedelta(milliseconds=1)
        assert (program.clocks(), program.children()) == ([], [])
