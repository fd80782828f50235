"""The card of a state wears the colours of what it says, whatever it said before."""

from itertools import permutations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from demur.core.setting import State
from demur.ui import theme
from demur.ui.state_card import StateCard


def show(card: StateCard, state: State) -> None:
    card.show_words(state, "What it is", "And what that means.")


def picture(card: StateCard) -> QImage:
    """Return what a card looks like in its window."""
    card.window().show()
    QApplication.processEvents()
    return card.grab().toImage()


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_a_card_looks_like_a_new_one_of_its_state(chosen: str, dressed: QApplication) -> None:
    theme.apply(dressed, chosen)
    try:
        for before, after in permutations(State, 2):
            new, early, late = pictures_of(before, after)
            assert new.pixelColor(300, 4).name() == theme.current().tones[after].ground, after
            assert early == new, (before, after)
            assert late == new, (before, after)
    finally:
        theme.apply(dressed, "light")


def pictures_of(before: State, after: State) -> tuple[QImage, QImage, QImage]:
    """Return a card made for `after`, one that was changed before its window was shown, and one changed since."""
    new, early, late = cards = StateCard(), StateCard(), StateCard()
    windows = [QWidget() for _ in cards]
    for card, window, state in zip(cards, windows, (after, before, before), strict=True):
        QVBoxLayout(window).addWidget(card)
        window.resize(600, 200)
        show(card, state)
    early.ensurePolished()  # as a page is that is laid out before its window is shown
    show(early, after)
    picture(late)
    show(late, after)
    return picture(new), picture(early), picture(late)


def test_the_focus_of_a_button_that_goes_stays_at_the_card(dressed: QApplication, qtbot: QtBot) -> None:
    """Else it goes to whatever comes next, which may be far down the page, and the page is scrolled there."""
    window, card, below = QWidget(), StateCard(), QPushButton("Below")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for part in (card, below):
        column.addWidget(part)
    stop = QPushButton("Stop")
    show(card, State.UNKNOWN)
    card.offer(stop)
    window.show()
    window.activateWindow()
    stop.setFocus()
    qtbot.waitUntil(stop.hasFocus)
    show(card, State.OFF)
    assert card.hasFocus()
    below.setFocus()
    card.offer(QPushButton("Again"))
    assert below.hasFocus(), "where it was elsewhere it stays there"
