"""What a newer file of claims would change, before it counts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from demur.ui.controls import bullet, button, label, named, row
from demur.words import meaning as words
from demur.words import say, window

_COLUMNS, _LINES = 84, 30
"""How large the dialog is, in letters, so that it grows with the text."""


class TakeDialog(QDialog):
    """Shows the lines, and calls `taken` where the member takes the file in; Escape and Cancel leave all as it is."""

    def __init__(self, parent: QWidget, lines: Sequence[str], taken: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = say(words.TAKE_TITLE)
        self.setWindowTitle(title)
        named(self, title, lines[0])
        self.accepted.connect(taken)
        take, cancel = button(words.TAKE, words.TAKE_NAME, kind="primary"), button(window.CANCEL)
        take.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "heading"))
        column.addWidget(label(lines[0]))
        column.addWidget(_list(lines[1:]), 1)
        column.addLayout(row(take, cancel))
        cancel.setDefault(True)
        cancel.setFocus()
        letter = self.fontMetrics()
        wanted = self.sizeHint()
        wanted.setWidth(letter.averageCharWidth() * _COLUMNS)
        wanted.setHeight(letter.height() * _LINES)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 9 / 10))


def _list(lines: Sequence[str]) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    for line in lines:
        column.addWidget(bullet(line))
    column.addStretch(1)
    made = named(QScrollArea(), say(words.TAKE_CHANGES))
    made.setWidgetResizable(True)
    made.setWidget(inside)
    return made
