"""A11 and the promise that nothing shown as saved is lost: the program is killed from outside, in the middle."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.journeys.terminal import Member

from demur import wiring
from demur.ledger.kept import CHECKPOINT_NAME
from demur.paths import Folders

LOOK_S = 0.002
"""Between two looks at the ledger: an attempt stays open for longer than that."""


def kill_after_the_attempt(member: Member, process: subprocess.Popen[str]) -> bool:
    """Kill `process` once its attempt is durable; tell whether it was still open then.

    The ledger is locked from outside as soon as the attempt shows, so the closing entry can't be written meanwhile.
    """
    ends_at = time.monotonic() + 30
    while time.monotonic() < ends_at and not _has_ended(process):
        if not member.ledger.exists():
            continue
        db = sqlite3.connect(member.ledger, isolation_level=None, timeout=5)
        try:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone():
                continue
            if db.execute("SELECT 1 FROM entries WHERE kind = 'attempt'").fetchone():
                db.execute("BEGIN IMMEDIATE")
                is_open = not db.execute("SELECT 1 FROM entries WHERE attempt IS NOT NULL").fetchone()
                process.send_signal(signal.SIGKILL)
                process.wait(10)
                db.execute("ROLLBACK")
                return is_open
        except sqlite3.OperationalError:  # the program holds the file just now
            continue
        finally:
            db.close()
    return False


def _has_ended(process: subprocess.Popen[str]) -> bool:
    """Tell whether it has ended, after a moment in which it has the processor to itself."""
    try:
        process.wait(LOOK_S)
    except subprocess.TimeoutExpired:
        return False
    return True


@pytest.fixture
def interrupted(tmp_path: Path) -> Member:
    """A member whose program was killed between attempt and closing entry."""
    for number in range(5):
        member = Member(tmp_path / f"data-{number}")
        assert member.runs("practice", "add", "us-on").returncode == 0
        process = member.starts("opt-out", "--yes")
        was_open = kill_after_the_attempt(member, process)
        process.communicate()
        if was_open:
            return member
    raise AssertionError("the program was never caught in the middle")


def test_next_start_reads_again_and_closes_the_attempt(interrupted: Member) -> None:
    """A11: the next start re-reads; nothing is lost, nothing is written again, and the member is told."""
    assert [receipt["kind"] for receipt in interrupted.receipts()] == ["genesis", "attempt"]
    done = interrupted.runs("status", "--json")
    _, attempt, closing = interrupted.receipts()
    assert closing["attempt"] == attempt["id"]
    assert closing["before"] == attempt["before"]
    assert "middle of an attempt" in done.stderr
    now = json.loads(done.stdout)["accounts"][0]["state"]
    assert closing["after"]["state"] == now
    assert (closing["kind"] == "confirmation") == (now == "off")
    assert interrupted.runs("receipts", "check").returncode == 0


def test_second_start_finds_nothing_left_to_do(interrupted: Member) -> None:
    interrupted.runs("status")
    done = interrupted.runs("status")
    assert "middle of an attempt" not in done.stderr
    assert len(interrupted.receipts()) == 3


def test_window_says_at_its_next_start_what_was_found(interrupted: Member, tmp_path: Path) -> None:
    """The window, too: closed by force during a write, it says what it found."""
    picture = tmp_path / "window.json"
    script = Path(__file__).with_name("open_window.py")
    done = subprocess.run(
        [sys.executable, str(script), str(interrupted.data), str(picture)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(picture.read_text(encoding="utf-8"))
    assert any("middle of an attempt" in text for text in said), said
    assert len(interrupted.receipts()) == 3
    rooms = wiring.build(Folders(interrupted.data)).rooms
    kept = rooms.vault(True).find(CHECKPOINT_NAME)
    assert kept is not None, "what was found has its checkpoint among the secrets, as any outcome has"
    assert kept.reveal() == rooms.ledger(True).proven(2).note


def test_no_practice_platform_outlives_a_killed_program(interrupted: Member) -> None:
    """Plaza ends when its standard input closes, also after SIGKILL of the program."""
    ends_at = time.monotonic() + 10
    while time.monotonic() < ends_at:
        if not _plazas(interrupted.data):
            return
    raise AssertionError("Plaza still runs")


def _plazas(data: Path) -> list[str]:
    """Return the processes that have this data folder's Plaza file open, or were started for it."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                links = [str(link.readlink()) for link in (entry / "fd").iterdir()]
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"demur.practice" in command and any(str(data) in link for link in links):
                found.append(entry.name)
    return found
