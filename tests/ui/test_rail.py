"""The rail under a member's mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
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
