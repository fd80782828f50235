"""issue "Keep watch", done when: each of Plaza's scenarios has its own words in a notification of a real daemon."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from tests.journeys.members import change, join
from tests.journeys.terminal import NO_KEYRING
from tests.reminders.desktop import Desktop, desktop
from tests.reminders.test_notifications import hear

from demur import paths, wiring
from demur.core.account import Account, LastSeen
from demur.core.setting import State
from demur.paths import Folders
from demur.practice.launcher import Plaza
from demur.product import Product
from demur.reminders.bus import Bus
from demur.reminders.notifications import Notifications
from demur.watch.cadence import Cadence

WORDS = {
    "us-on-again": "Plaza: It is on again",
    "us-reworded": "Plaza: The wording beside the switch changed",
    "us-no-value": "Plaza: The platform changed, so Demur can't read the setting",
    "us-closed": "Plaza: The platform says that this account is closed",
    "us-elsewhere-later": "Plaza: The platform counts you to another region",
    "us-signed-out-later": "Plaza: You are signed out here",
    "us-429-later": "Plaza: The platform asks to be left alone for a while",
    "us-down-later": "Plaza: The platform has a fault of its own",
}
CHANGES_AT_ONCE = {"us-no-value"}
"""Nobody can opt out there, since its answer can't be read from the beginning."""


class LaterClock:
    """The real time and a little more, which the test adds."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def pause(self, seconds: float) -> None: ...


@pytest.fixture(scope="module")
def plaza(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plaza]:
    with Plaza.start(tmp_path_factory.mktemp("plaza") / "plaza.sqlite", paths.resources()) as plaza:
        yield plaza


@pytest.fixture(scope="module")
def screen() -> Iterator[Desktop]:
    with desktop() as made:
        made.start_daemon()
        yield made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> LaterClock:
    made = LaterClock()
    monkeypatch.setattr(wiring, "SystemClock", lambda: made)
    for name in NO_KEYRING:
        monkeypatch.delenv(name, raising=False)
    return made


@pytest.fixture
def product(plaza: Plaza, clock: LaterClock, tmp_path: Path) -> Product:
    plaza.control.reset()
    made = wiring.build(Folders(tmp_path / "data"))
    made.practice._plaza = plaza
    return made


def watched(product: Product, member: str) -> Account:
    """Sign a member in, opt them out where that can be done, and let Demur look by itself each week."""
    account = join(product, member)
    if member not in CHANGES_AT_ONCE:
        change(product, account)
    product.watch.cadences.choose(account.id, Cadence.WEEKLY)
    product.watch.cadences.let_read_alone(account.id, True)
    return account


def a_week_later(product: Product, plaza: Plaza, clock: LaterClock, accounts: list[Account]) -> None:
    for account in accounts:
        if account.identity.user_id in CHANGES_AT_ONCE:  # so that there is something to be due from
            product.accounts.saw(account.id, _off(clock))
    plaza.control.advance(180)
    clock.ahead += timedelta(days=8)


def methods(plaza: Plaza, began: int) -> set[str]:
    """Return how the settings interface was spoken to since."""
    return {asked["method"] for asked in plaza.control.log()[began:] if asked["path"].startswith("/api/")}


def _off(clock: LaterClock) -> LastSeen:
    return LastSeen(State.OFF, clock.now())


def test_each_scenario_has_its_own_words_in_a_notification(
    product: Product,
    plaza: Plaza,
    clock: LaterClock,
    screen: Desktop,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """One after the other, as they would come; at the end all are on the screen, and the picture is looked at."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", screen.bus.address)
    clicks: list[object] = []
    bus = Bus.open("SESSION")
    assert bus is not None
    with closing(bus):
        notifications = Notifications(bus, lambda account, _look: clicks.append(account))
        shown = {}
        for member in WORDS:
            account = watched(product, member)
            a_week_later(product, plaza, clock, [account])
            began = len(plaza.control.log())
            (notice,) = product.reminding.look()
            assert methods(plaza, began) <= {"GET"}, "whatever it finds, it writes nothing"
            assert member not in notice.title
            assert account.identity.handle not in notice.title + notice.body
            assert product.reminding.look() == []
            shown[member] = notice.title
            notifications.show(notice)
            hear(bus)
            product.watch.cadences.choose(account.id, Cadence.NEVER)
        assert shown == WORDS
        screen.wait_for(len(WORDS))
        screen.picture(tmp_path / "screen.png")
        picture = QImage(str(tmp_path / "screen.png"))
        assert len({picture.pixel(x, y) for x in range(850, 1250, 2) for y in range(20, 500, 2)}) > 20, "letters"
        screen.click()
        hear(bus)
        assert len(clicks) == 1
        assert {title for title, _ in screen.read_away()} == set(WORDS.values())
