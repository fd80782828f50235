"""Asks whether Demur may read a page, with what the platform's terms say of programs."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from demur.ui.controls import named
from demur.words import page, say, window


def ask(parent: QWidget, platform: str, terms: str, go_on: Callable[[], None]) -> None:
    """Ask once; nothing is opened or read where the member says no."""
    box = QMessageBox(parent)
    box.setWindowTitle(say(page.TERMS))
    box.setText(terms)
    box.setInformativeText(say(page.TERMS_TEXT, platform=platform))
    yes = box.addButton(say(page.TERMS_GO_ON), QMessageBox.ButtonRole.AcceptRole)
    named(yes, say(page.TERMS_GO_ON))
    box.setDefaultButton(box.addButton(say(window.CANCEL), QMessageBox.ButtonRole.RejectRole))
    box.finished.connect(lambda _: go_on() if box.clickedButton() is yes else None)
    box.open()
