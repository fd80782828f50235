"""A note above the pages: what happened, and what to do next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from demur.core.problem import Problem
from demur.ui.controls import box_of, button, card, label, named
from demur.words import say, window

if TYPE_CHECKING:
    from demur.core.trouble import Trouble


class Banner(QFrame):
    """One note at a time; the member dismisses it, or the next one takes its place."""

    report_wanted = Signal(object)
    """The `Trouble` that the note is about."""

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
        self._dismiss = button(window.DISMISS)
        self._dismiss.clicked.connect(self.hide)
        box_of(self._frame).addLayout(_on_top(self._report, self._dismiss))
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


def _on_top(*ways: QWidget) -> QVBoxLayout:
    """Return these in one line, however high what stands beside them is."""
    across, column = QHBoxLayout(), QVBoxLayout()
    for way in ways:
        across.addWidget(way)
    column.addLayout(across)
    column.addStretch(1)
    return column
