"""One question before something that can't be undone; the way out is what Enter and Esc choose."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from demur.ui.controls import named
from demur.words import say, window


def ask(parent: QWidget, words: str, more: str, yes_words: str, go_on: Callable[[], None]) -> None:
    """Ask, and go on where the member says yes; nothing happens otherwise."""
    sure = QMessageBox(parent)
    sure.setText(words)
    sure.setInformativeText(more)
    yes: QPushButton = sure.addButton(yes_words, QMessageBox.ButtonRole.AcceptRole)
    named(yes, yes_words)
    no: QPushButton = sure.addButton(say(window.CANCEL), QMessageBox.ButtonRole.RejectRole)
    sure.setDefaultButton(named(no, say(window.CANCEL)))
    sure.finished.connect(lambda _: go_on() if sure.clickedButton() is yes else None)
    sure.open()
