"""The rail under a member's mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from demur.core.account import Account, AccountId, SignInId
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId, State
from demur.ui.rail import Dot, Rail, RailItem


def test_a_click_on_the_words_or_the_dot_of_an_account_is_one_on_the_account(dressed: object, qtbot: QtBot) -> None:
    item = RailItem("Plaza · Amber", "Plaza, Amber: On", "On", State.ON)
    qtbot.addWidget(item)
    with qtbot.waitExposed(item):
        item.show()
    parts = [*item.findChildren(QLabel), *item.findChildren(Dot)]
    assert len(parts) == 3
    for part in parts:
        with qtbot.waitSignal(item.clicked, timeout=2000):
            QTest.mouseClick(item.windowHandle(), Qt.MouseButton.LeftButton, pos=part.mapTo(item, part.rect().center()))


def test_a_dot_has_the_colour_of_its_state(dressed: object, qtbot: QtBot) -> None:
    from demur.ui import theme

    for state in State:
        dot = Dot(state)
        qtbot.addWidget(dot)
        dot.show()
        middle = dot.grab().toImage().pixelColor(dot.rect().center())
        assert middle.name() == theme.current().dots[state], state


def test_what_was_only_told_is_an_outline(dressed: object, qtbot: QtBot) -> None:
    from demur.ui import theme

    dot = Dot(State.OFF, is_told=True)
    qtbot.addWidget(dot)
    dot.show()
    image = dot.grab().toImage()
    assert image.pixelColor(dot.rect().center()).name() != theme.current().dots[State.OFF]
    assert image.pixelColor(dot.width() // 2, 0).name() == theme.current().dots[State.OFF]


def accounts_of(count: int) -> list[Account]:
    return [
        Account(
            id=AccountId(str(at)),
            platform=PlatformId("linkedin"),
            setting=SettingId("ai"),
            identity=Identity(str(at), f"Account {at}"),
            region=RegionCode("GB"),
            is_practice=False,
            sign_in=SignInId(str(at)),
        )
        for at in range(count)
    ]


def test_an_account_that_is_chosen_elsewhere_is_brought_into_sight(dressed: object, qtbot: QtBot) -> None:
    """Also one that was just added; what is only shown anew leaves the member where they scrolled to."""
    rail = Rail()
    qtbot.addWidget(rail)
    rail.show_accounts(accounts_of(20), {}, 0, {})
    rail.resize(rail.width(), 400)
    with qtbot.waitExposed(rail):
        rail.show()

    def is_seen(key: str) -> bool:
        item = rail._items[key]
        return item.visibleRegion().boundingRect() == item.rect()

    assert not is_seen("19")
    for key in ("19", "2"):
        rail.mark(key)
        qtbot.waitUntil(lambda: is_seen(key), timeout=2000)  # noqa: B023  # done before the next one
    rail.show_accounts(accounts_of(21), {}, 0, {})
    rail.mark("20")
    qtbot.waitUntil(lambda: is_seen("20"), timeout=2000)
    rail._scroll.verticalScrollBar().setValue(0)
    rail.show_accounts(accounts_of(21), {}, 0, {})
    QApplication.processEvents()
    assert rail._items["20"].isChecked()
    assert (is_seen("1"), is_seen("20")) == (True, False)


def test_a_long_name_is_seen_whole(dressed: object, qtbot: QtBot) -> None:
    """Of eighty letters, from right to left among them."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.addWidget(RailItem(f"LinkedIn · حساب العمل {'of mine ' * 8}", "mine", "Not checked yet", State.UNKNOWN))
    column.addStretch(1)
    qtbot.addWidget(place)
    place.resize(220, 400)
    with qtbot.waitExposed(place):
        place.show()
    for line in place.findChildren(QLabel):
        assert line.height() >= line.heightForWidth(line.width()), line.text()
