"""Reminders in the window: nothing unasked, each choice undone where it was made, and a click that leads there."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot
from tests.reminders.desktop import Desktop, desktop

from demur.core.account import LastSeen
from demur.core.setting import State
from demur.product import Product
from demur.reminders.choices import Choices
from demur.tour import hand
from demur.ui.reminders import Plan
from demur.ui.window import MainWindow
from demur.watch.cadence import Cadence
from demur.words import reminders as words

SignIn = Callable[[str], None]


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system looks at login, for this test alone."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "autostart"


@pytest.fixture
def ends_with_its_window(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setQuitOnLastWindowClosed(True)


@pytest.fixture(scope="module")
def screen() -> Iterator[Desktop]:
    with desktop() as made:
        made.start_daemon()
        yield made


def ticked(name: str) -> bool:
    return next(found for found in hand.find_all(name) if isinstance(found, QCheckBox)).isChecked()


def test_what_comes_after_the_end_begins_nothing(window: MainWindow, signed_in: SignIn) -> None:
    """A look that a worker had under way may be delivered when the workers are gone."""
    signed_in("us-on")
    reminders = window._reminders
    reminders.close()
    reminders._took(Plan((), datetime.now(UTC) + timedelta(hours=1), 1))
    reminders.look()
    assert not reminders._timer.isActive()
    assert not reminders._is_looking


def test_each_choice_is_made_and_undone_in_one_place(window: MainWindow, config: Path, product: Product) -> None:
    choices = Choices(product.accounts)
    hand.press("Settings")
    assert [ticked(name) for name in (words.NOTIFY, words.NAME_ACCOUNTS, words.STAY, words.LOGIN)] == [
        True,
        False,
        False,
        False,
    ]
    assert not config.exists()
    assert not hand.sees("Quit Demur now")
    hand.press(words.LOGIN)
    (entry,) = config.iterdir()
    assert hand.reads(str(entry))
    assert hand.reads("Demur starts when you log in")
    assert ticked(words.STAY)
    assert choices.stays_in_tray
    assert hand.sees("Quit Demur now")
    hand.press(words.STAY)
    assert not list(config.iterdir())
    assert not ticked(words.LOGIN)
    assert not choices.stays_in_tray
    hand.press(words.NAME_ACCOUNTS)
    assert choices.names_accounts
    hand.press(words.NOTIFY)
    assert not choices.shows_notifications
    assert hand.reads("Demur shows no notifications any more.")
    assert not hand.sees(words.NAME_ACCOUNTS), "it means nothing without notifications"


def test_a_place_that_cannot_be_changed_is_said_and_nothing_is_ticked(
    window: MainWindow, config: Path, product: Product
) -> None:
    hand.press("Settings")
    config.parent.mkdir(parents=True)
    config.write_text("no folder", "utf-8")
    hand.press(words.LOGIN)
    assert hand.reads("Demur could not look at or change what starts when you log in")
    assert not ticked(words.STAY)
    assert not Choices(product.accounts).stays_in_tray


def test_closing_leaves_it_only_where_the_member_wants_that(
    window: MainWindow, product: Product, ends_with_its_window: None
) -> None:
    Choices(product.accounts).stay_in_tray(True)
    window.close()
    assert not window.isVisible()
    window.raise_window()
    assert window.isVisible()
    Choices(product.accounts).stay_in_tray(False)
    QApplication.setQuitOnLastWindowClosed(True)
    assert window.close()


def test_what_is_due_is_told_where_the_member_looks(
    window: MainWindow,
    signed_in: SignIn,
    screen: Desktop,
    product: Product,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    ends_with_its_window: None,
) -> None:
    """In the window while it is before them; else as a notification, which leads to the account at a click."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", screen.bus.address)
    signed_in("us-on")
    qtbot.waitUntil(lambda: hand.sees("Opt out"), timeout=15000)
    window._reminders.begin(is_unseen=False)
    qtbot.waitUntil(lambda: not window._reminders._is_looking, timeout=15000)
    make_due(product)
    window._reminders.look()
    qtbot.waitUntil(lambda: hand.reads("Plaza: Time to look again."), timeout=15000)
    assert screen.count() == 0
    hand.press("About")
    window.hide()
    make_due(product, days=9)
    window._reminders.look()
    qtbot.waitUntil(lambda: screen.count() == 1, timeout=15000)
    screen.click()
    qtbot.waitUntil(window.isVisible, timeout=15000)
    assert hand.sees("Check again")
    ((title, body),) = screen.read_away()
    assert (title, body) == ("Plaza: Time to look again", "Due: not checked for 9 days.")
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=15000)


def make_due(product: Product, days: float = 8) -> None:
    """Let the only account look as if nobody had looked for so long."""
    from datetime import UTC, datetime, timedelta

    (account,) = product.accounts.all()
    product.watch.cadences.choose(account.id, Cadence.WEEKLY)
    with product.accounts._database.writing() as db:
        db.execute("DELETE FROM sightings")
    product.accounts.saw(account.id, LastSeen(State.ON, datetime.now(UTC) - timedelta(days=days)))


def test_a_notification_can_be_tried_and_its_absence_is_said(
    window: MainWindow, screen: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    hand.press("Settings")
    hand.press("Show me a notification")
    qtbot.waitUntil(lambda: hand.reads("This desktop takes no notifications just now."), timeout=15000)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", screen.bus.address)
    hand.press("Show me a notification")
    qtbot.waitUntil(lambda: hand.reads("A notification was handed to your desktop."), timeout=15000)
    screen.wait_for(1)
    assert screen.read_away()[0][0] == "This is how Demur reminds you"


def test_nothing_is_armed_where_nothing_is_to_come(window: MainWindow, signed_in: SignIn, qtbot: QtBot) -> None:
    """Practice is never due: no timer, no bus, no tray."""
    signed_in("us-on")
    window._reminders.begin(is_unseen=False)
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=15000)
    reminders = window._reminders
    assert not reminders._timer.isActive()
    assert (reminders._sleep_ear, reminders._tray, reminders._notifier._ear) == (None, None, None)
