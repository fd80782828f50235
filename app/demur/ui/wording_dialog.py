"""Both wordings of a platform side by side, with what went and what came marked in the text itself."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from demur.core.wording import Change, Run, differences
from demur.receipts.moment import parse_moment
from demur.ui import dates
from demur.ui.controls import box_of, button, card, label, named, row
from demur.words import changes, say

if TYPE_CHECKING:
    from demur.core.wording import Reworded

_COLUMNS, _LINES = 96, 24
"""How large the dialog is, in letters, so that it grows with the text."""
_COLUMN = 40
"""The narrowest that one wording is shown before the other goes below it, in letters."""
_MARKS = {Change.REMOVED: ("<s>", "</s>", changes.REMOVED), Change.ADDED: ("<u><b>", "</b></u>", changes.ADDED)}


class WordingDialog(QDialog):
    """Shows what a platform said and what it says now; marks stand in the text, and are never colour alone."""

    def __init__(self, parent: QWidget, found: Reworded) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = say(changes.COMPARE_TITLE)
        self.setWindowTitle(title)
        intro = say(changes.COMPARE_INTRO if found.before is not None else changes.NOT_KEPT)
        named(self, title, intro)
        close = button(changes.CLOSE, kind="primary")
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "heading"))
        column.addWidget(label(intro))
        column.addWidget(self._wordings(found), 1)
        column.addLayout(row(close))
        letter, wanted = self.fontMetrics(), self.sizeHint()
        wanted.setWidth(letter.averageCharWidth() * _COLUMNS)
        wanted.setHeight(letter.height() * _LINES)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 9 / 10))
        close.setDefault(True)
        close.setFocus()

    def _wordings(self, found: Reworded) -> QScrollArea:
        """Return both wordings beside one another, or below where there is no room; the new one alone, if need be."""
        sides = _Sides()
        if found.before is not None:
            pairs = differences(found.before, found.now)
            when = dates.full(parse_moment(found.receipt.fields["after"]["observedAt"]))
            heading = say(changes.BEFORE, number=found.receipt.index, when=when)
            sides.add(_side(heading, [before for before, _ in pairs]))
            sides.add(_side(say(changes.NOW), [now for _, now in pairs]))
        else:
            lines = [[Run(Change.SAME, line)] for line in found.now.splitlines()]
            sides.add(_side(say(changes.NOW), lines))
        made = named(QScrollArea(), say(changes.COMPARE_TITLE))
        made.setWidgetResizable(True)
        made.setWidget(sides)
        return made


class _Sides(QWidget):
    """Wordings beside one another or, where one would be narrower than can be read, below."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setSpacing(12)
        self._box.setContentsMargins(0, 0, 0, 0)

    def add(self, side: QWidget) -> None:
        self._box.addWidget(side, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        needed = 2 * _COLUMN * self.fontMetrics().averageCharWidth()
        is_wide = event.size().width() >= needed
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(across if is_wide else down)
        super().resizeEvent(event)


def _side(heading: str, lines: list[list[Run]]) -> QWidget:
    """Return one wording under its heading; the marks are part of the text, so that a screen reader reads them."""
    made = card()
    box_of(made).addWidget(label(heading, "heading"))
    for runs in lines:
        if runs:
            box_of(made).addWidget(_line(runs))
    box_of(made).addStretch(1)
    return made


def _line(runs: list[Run]) -> QLabel:
    """Return one line with its marks; what the platform wrote is escaped before it stands in rich text."""
    made = label(" ".join(map(_rich, runs)))
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return named(made, " ".join(map(_plain, runs)))


def _rich(run: Run) -> str:
    text = escape(run.text)
    if run.change is Change.SAME:
        return text
    begin, end, mark = _MARKS[run.change]
    return f"{begin}{say(mark, words=text)}{end}"


def _plain(run: Run) -> str:
    return run.text if run.change is Change.SAME else say(_MARKS[run.change][2], words=run.text)
