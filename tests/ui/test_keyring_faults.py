"""K2 in the window: a keyring that is locked, dismissed, hangs or dies is said in its own words; the window stays live.

The member practises with a real keyring on a bus of the test's own, so that what fails is the real part.
"""

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from tests.vault.private_bus import PrivateBus

from demur.tour import hand
from demur.ui.window import MainWindow
from demur.vault import keyring_vault

LIMIT_S = 2.0
"""Instead of 20 s, so that the tests don't take as long; the hanging keyring itself hangs until it is let go."""

LOCKED, SLOW = "Your keyring is locked.", "Your keyring does not answer."
ABSENT = "This computer has no keyring that Demur trusts"


class Pulse:
    """Counts how long the window's own thread did nothing, at the longest."""

    def __init__(self) -> None:
        self.longest_s, self._last = 0.0, time.monotonic()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(10)

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest_s, self._last = max(self.longest_s, now - self._last), now

    def begin(self) -> None:
        self.longest_s, self._last = 0.0, time.monotonic()

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    with PrivateBus() as bus:
        bus.start_keyring()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setattr(keyring_vault, "LIMIT_S", LIMIT_S)
        yield bus


@pytest.fixture
def pulse(bus: PrivateBus, window: MainWindow, signed_in: Callable[[str], None], qtbot: QtBot) -> Iterator[Pulse]:
    """A member is signed in and the setting was read, with the sign-in in the keyring."""
    signed_in("us-already-off")
    qtbot.waitUntil(lambda: hand.sees("Record what was seen"), timeout=15000)
    assert any(held["username"].startswith("tokens:") for held in bus.held())
    made = Pulse()
    yield made
    made.stop()
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)


def check_again(qtbot: QtBot, pulse: Pulse, said: str) -> None:
    pulse.begin()
    hand.press("Check again")
    qtbot.waitUntil(lambda: hand.reads(said), timeout=15000)
    assert pulse.longest_s < LIMIT_S / 2, f"the window did nothing for {pulse.longest_s:.2f} s"


def works_again(qtbot: QtBot) -> None:
    hand.press("Dismiss")
    hand.press("Check again")
    qtbot.waitUntil(lambda: hand.sees("Record what was seen"), timeout=15000)
    assert not hand.reads("keyring")


def test_k2_locked_midway_its_question_dismissed_or_left_unanswered(
    bus: PrivateBus, pulse: Pulse, qtbot: QtBot
) -> None:
    bus.lock_keyring()
    check_again(qtbot, pulse, LOCKED)
    assert hand.reads("Unlock it with your system's own tool, then try again.")
    hand.press("Dismiss")
    with bus.unanswered_prompts():
        check_again(qtbot, pulse, SLOW)
        assert hand.reads("See whether it waits for your password in another window")
    bus.kill_keyring()
    bus.start_keyring()
    works_again(qtbot)


def test_k2_a_service_that_hangs_and_one_that_dies(
    bus: PrivateBus, pulse: Pulse, window: MainWindow, qtbot: QtBot
) -> None:
    bus.freeze_keyring()
    began = time.monotonic()
    check_again(qtbot, pulse, SLOW)
    assert LIMIT_S * 0.9 < time.monotonic() - began < LIMIT_S + 5
    hand.press("Settings")
    assert hand.sees("Dark"), "the rest of the window goes on meanwhile"
    window._show_home()
    bus.thaw_keyring()
    works_again(qtbot)
    bus.kill_keyring()
    check_again(qtbot, pulse, ABSENT)
    bus.start_keyring()
    works_again(qtbot)
