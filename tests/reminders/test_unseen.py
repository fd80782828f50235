"""`demur --background`: started as at login, without a window; a second start shows it; the folder has one program."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.test_s1_connections import wait_for
from tests.journeys.terminal import without_keyring
from tests.reminders.desktop import Desktop, desktop

from demur.autostart.entry import login_command


@pytest.fixture
def screen() -> Iterator[Desktop]:
    with desktop() as made:
        yield made


def windows(pid: int) -> list[str]:
    look = ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(pid), "--name", "^Demur$"]
    return subprocess.run(look, capture_output=True, text=True, timeout=20).stdout.split()


def test_starts_unseen_and_is_seen_when_it_is_wanted(tmp_path: Path, screen: Desktop) -> None:
    """The very command that is started at login; at another login it finds itself running and ends in peace."""
    data = tmp_path / "data"
    settings = without_keyring() | {"DBUS_SESSION_BUS_ADDRESS": screen.bus.address, "DISPLAY": os.environ["DISPLAY"]}
    with subprocess.Popen(login_command(data), env=settings, stderr=subprocess.PIPE) as program:
        try:
            wait_for(lambda: (data / "window.lock").exists(), program)
            again = subprocess.run(login_command(data), env=settings, timeout=60)
            assert again.returncode == 0
            assert windows(program.pid) == []
            shown = [sys.executable, "-P", "-m", "demur", "--data-dir", str(data)]
            wait_for(lambda: subprocess.run(shown, env=settings, timeout=60).returncode == 0, program)
            wait_for(lambda: len(windows(program.pid)) == 1, program)
            assert program.poll() is None
        finally:
            program.terminate()
        assert program.stderr is not None
        assert program.stderr.read() == b""
