"""A platform's page, read while nobody is there: only where its file, its terms' reader and a kept sign-in allow it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.journeys.terminal import NO_KEYRING
from tests.reminders.desktop import Desktop, desktop
from tests.support.added_page import ADDED, HARBOUR, harbour_text
from tests.ui.conftest import dressed
from tests.ui.test_page_account import Scene

from demur import paths, wiring
from demur.browser.pane import Pane
from demur.core.account import Account
from demur.core.setting import Identity, RegionCode, State
from demur.machine import SystemClock
from demur.paths import Folders
from demur.practice.launcher import Plaza
from demur.tour import hand
from demur.ui.window import MainWindow
from demur.watch.cadence import Cadence
from demur.watch.matter import Matter
from demur.words import overview, page, say

__all__ = ["dressed"]

MEMBER = "page-switch"
LIMIT_MS = 20_000


class LaterClock(SystemClock):
    """The real time and a little more, which the test adds."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


class Stage:
    """A data folder over several runs of the program, each with a window that may never be shown."""

    def __init__(self, folder: Path, plaza: Plaza, clock: LaterClock, qtbot: QtBot) -> None:
        self._folder, self.plaza, self.clock, self._qtbot = folder, plaza, clock, qtbot
        self.start()

    def start(self) -> None:
        self.product = wiring.build(Folders(self._folder))
        self.product.practice._plaza = self.plaza
        self.window = MainWindow(self.product)

    def end(self) -> None:
        self.product.practice._plaza = None  # it outlives the run
        self.window.close()
        self.window.shut_down()
        self.window.deleteLater()

    def restart(self) -> None:
        self.end()
        self.start()

    @property
    def account(self) -> Account:
        (found,) = self.product.accounts.all()
        return found

    @property
    def matter(self) -> Matter:
        return self.product.watch.standing(self.account.id).matter

    def until(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so, timeout=LIMIT_MS)

    def add(self) -> None:
        """Drop the file in, agree to it, and be known there; the page is not opened by that."""
        file = self.product.folders.platforms / "harbour.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(harbour_text(self.plaza.base), "utf-8")
        self.product.catalogue.allow(self.product.catalogue.check(file))
        platform = self.product.catalogue.find_page(HARBOUR)
        self.product.rooms.remember(platform, Identity(MEMBER, "Tansy (practice)"), RegionCode("US"))
        self.product.watch.cadences.choose(self.account.id, Cadence.WEEKLY)

    def look(self, later: timedelta = timedelta(days=8)) -> list[str]:
        """Let a week pass and the program look at what is due; return what it opened for the member to see."""
        before = set(map(id, seen()))
        self.clock.ahead += later
        reminders = self.window._reminders
        reminders.begin(is_unseen=True)
        reminders.look()
        self.until(lambda: not reminders._is_looking and not self.window._background.is_busy)
        return [type(widget).__name__ for widget in seen() if id(widget) not in before]

    def asked(self) -> list[str]:
        return [f"{line['method']} {line['path']}" for line in self.plaza.control.log()]


def seen() -> list[QWidget]:
    """Return the windows that somebody at the screen could see."""
    unseen = Qt.WidgetAttribute.WA_DontShowOnScreen
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and not one.testAttribute(unseen)]


@pytest.fixture(scope="module")
def screen() -> Iterator[Desktop]:
    with desktop() as made:
        made.start_daemon()
        yield made


@pytest.fixture(scope="module")
def plaza(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plaza]:
    with Plaza.start(tmp_path_factory.mktemp("plaza") / "plaza.sqlite", paths.resources()) as plaza:
        yield plaza


@pytest.fixture
def stage(
    plaza: Plaza, screen: Desktop, dressed: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    clock = LaterClock()
    monkeypatch.setattr(wiring, "SystemClock", lambda: clock)
    for name in NO_KEYRING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", screen.bus.address)
    plaza.control.reset()
    made = Stage(tmp_path / "data", plaza, clock, qtbot)
    yield made
    made.end()
    dressed.setQuitOnLastWindowClosed(True)


def test_a_due_page_is_read_by_itself_unseen_and_only_as_the_member_allowed(
    stage: Stage, screen: Desktop, qtbot: QtBot
) -> None:
    """W10, "never by itself unless switched on": what is not allowed becomes a reminder, and no request at all."""
    stage.add()
    control = stage.plaza.control
    control.set_value(MEMBER, False)
    watch = stage.product.watch
    assert not watch.reads_unattended(stage.account), "nobody has read what its terms say of programs"
    sign_in_and_check(stage, qtbot)
    assert watch.reads_unattended(stage.account)

    began = len(stage.asked())
    assert stage.look() == []
    screen.wait_for(1)
    assert screen.read_away() == [(f"{ADDED}: Time to look again", "Due: not checked for 8 days.")]
    hand_over(stage)
    hand.press(overview.ALONE)
    assert hand.reads("It needs “Stay signed in on this computer”")
    assert stage.look() == [], "the sign-in would end with the program, so the member is reminded"
    assert screen.count() == 0, "it is due since then, of which they were told"
    assert stage.asked()[began:] == []

    hand_over(stage)
    Scene(stage.window, qtbot).press("Stay signed in on this computer")
    stage.until(lambda: hand.reads("You stay signed in on this computer."))
    assert not hand.reads("It needs “Stay signed in on this computer”")
    stage.restart()
    looks = len(stage.product.accounts.sightings(stage.account.id))
    assert stage.look() == [], "no window and no page pops up"
    newest = stage.product.accounts.sightings(stage.account.id)[0]
    assert len(stage.product.accounts.sightings(stage.account.id)) == looks + 1
    assert (newest.state, newest.is_by_itself, newest.reason) == (State.OFF, True, None)
    assert not stage.window.findChildren(Pane)
    assert not stage.window._pages.browser._sessions, "a page that was left open would go on asking"
    assert screen.count() == 0, "it is off as before, which is no news"
    methods = {line.partition(" ")[0] for line in stage.asked()[began:]}
    assert methods == {"GET"}, "whatever it finds, it writes nothing"

    control.set_fault(MEMBER, "429-wait-60-on-read")
    assert stage.look() == []
    screen.wait_for(1)
    ((title, body),) = screen.read_away()
    assert title == f"{ADDED}: The platform asks to be left alone for a while"
    assert "can't see for how long" in body, "no browser shows a response's headers"
    standing = stage.product.watch.standing(stage.account.id)
    assert (standing.fault, standing.next_try_at is not None) == (Matter.RATE_LIMITED, True)
    asked = stage.asked()
    assert stage.look(later=timedelta()) == []
    assert stage.asked() == asked, "it is left alone"
    control.set_fault(MEMBER, None)

    control.sign_out(MEMBER)
    assert stage.look() == []
    newest = stage.product.accounts.sightings(stage.account.id)[0]
    assert (newest.reason, newest.is_by_itself) == ("signed-out", True)
    standing = stage.product.watch.standing(stage.account.id)
    assert standing.matter is Matter.SIGNED_OUT
    assert standing.certain is not None
    assert standing.certain.state is State.OFF, "nothing is known to have changed"
    screen.wait_for(1)
    assert [title for title, _ in screen.read_away()] == [f"{ADDED}: You are signed out here"]
    hand_over(stage)
    assert hand.reads("Choose “Check again” and sign in on its page")
    assert not hand.reads("Add the account again")
    assert {receipt.kind.value for receipt in stage.product.ledger(True).page(0, 9)} <= {"genesis"}


def sign_in_and_check(stage: Stage, qtbot: QtBot) -> None:
    """Read the page once, with the member there: they read its terms, and sign in on it."""
    stage.window.begin()
    stage.window.show()
    stage.window.activateWindow()
    scene = Scene(stage.window, qtbot)
    scene.press("Check now")
    scene.press(say(page.TERMS_GO_ON))
    scene.sign_in(MEMBER)
    scene.reads("You are opted out")
    stage.until(lambda: not stage.window._background.is_busy)
    stage.window.hide()


def hand_over(stage: Stage) -> None:
    """Let the member see the account, as after a click on a notification."""
    stage.window.raise_window()
    stage.window._show_account(stage.account.id)
    stage.until(lambda: not stage.window._background.is_busy)
