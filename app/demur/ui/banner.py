"""A note above the pages: what happened, and what to do next."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from demur.core.problem import Problem
from demur.ui.controls import box_of, button, card, label, named
from demur.words import say, window

if TYPE_CHECKING:
    from demur.core.trouble import Trouble


_OF_PLACES = frozenset({"vault-absent", "sealed-file-locked", "sealed-file-gone", "sealed-file-damaged"})
"""Problems about which something can be done in Settings."""


class Banner(QFrame):
    """One note at a time; the member dismisses it, or the next one takes its place."""

    report_wanted = Signal(object)
    """The `Trouble` that the note is about."""
    places_wanted = Signal()
    """The member wants to see, or to choose, where secrets lie."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._frame: QFrame = card("note", QBoxLayout.Direction.LeftToRight)
        self._sentence, self._next = label("", "heading"), label("")
        texts = QVBoxLayout()
        texts.addWidget(self._sentence)
        texts.addWidget(self._next)
        box_of(self._frame).addLayout(texts, 1)
        self._trouble: Trouble | None = None
        self._report = button(window.REPORT, window.REPORT_NAME, kind="link")
        self._report.clicked.connect(lambda: self.report_wanted.emit(self._trouble))
        self._ways = QHBoxLayout()
        self._dismiss = button(window.DISMISS)
        self._dismiss.clicked.connect(self.hide)
        for way in (self._report, self._dismiss):
            self._ways.addWidget(way)
        box_of(self._frame).addLayout(_on_top(self._ways))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(34, 16, 34, 0)
        outer.addWidget(self._frame)
        self.hide()

    def say(self, sentence: str, next_step: str = "") -> None:
        """Show a note; screen readers hear it through its accessible name."""
        self._sentence.setText(sentence)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        self._report.hide()
        self._offer_places(False)
        named(self, f"{sentence} {next_step}".strip())
        self.show()

    def say_problem(self, error: BaseException) -> None:
        """Show a problem in its own words; anything else is a mistake of ours and is named as such."""
        from demur.core.trouble import trouble_of  # no start needs these
        from demur.words import problems

        if isinstance(error, Problem):
            self.say(problems.sentence(error), problems.next_step(error))
        else:
            self.say(say(window.OTHER_ERROR, kind=type(error).__name__))
        self._trouble = trouble_of(error)
        self._report.show()
        self._offer_places(self._trouble.code in _OF_PLACES)

    @cached_property
    def _places(self) -> QPushButton:
        made = button(window.VAULT_SHOW, kind="link")
        made.clicked.connect(self.places_wanted)
        self._ways.insertWidget(0, made)
        return made

    def _offer_places(self, is_offered: bool) -> None:
        """Offer the way to where something else than the keyring can be chosen, or a sealed file be opened."""
        if is_offered or "_places" in self.__dict__:
            self._places.setVisible(is_offered)


def _on_top(across: QHBoxLayout) -> QVBoxLayout:
    """Return these in one line, however high what stands beside them is."""
    column = QVBoxLayout()
    column.addLayout(across)
    column.addStretch(1)
    return column
