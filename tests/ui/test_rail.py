"""The rail under a member's mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from demur.core.setting import State
from demur.ui.rail import Dot, RailItem


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
