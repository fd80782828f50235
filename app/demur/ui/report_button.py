"""The quiet button beside a problem."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from demur.core.trouble import Trouble
from demur.ui.controls import button
from demur.words import window


def report_button(trouble: Trouble, wanted: Callable[[Trouble], None]) -> QPushButton:
    """Return a button that asks for the report of this trouble."""
    made = button(window.REPORT_BELOW, window.REPORT_NAME, kind="link")
    made.clicked.connect(lambda: wanted(trouble))
    return made
