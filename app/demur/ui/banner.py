"""A note above the pages: what happened, and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from demur.core.problem import Problem
from demur.ui.controls import box_of, button, card, label, named
from demur.words import problems, say, window


class Banner(QWidget):
    """One note at a time; the member dismisses it, or the next one takes its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._frame: QFrame = card("note", QBoxLayout.Direction.LeftToRight)
        self._sentence, self._next = label("", "heading"), label("")
        texts = QVBoxLayout()
        texts.addWidget(self._sentence)
        texts.addWidget(self._next)
        box_of(self._frame).addLayout(texts, 1)
        self._dismiss = button(window.DISMISS)
        self._dismiss.clicked.connect(self.hide)
        box_of(self._frame).addWidget(self._dismiss, 0, Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(34, 16, 34, 0)
        outer.addWidget(self._frame)
        self.hide()

    def say(self, sentence: str, next_step: str = "") -> None:
        """Show a note; screen readers hear it through its accessible name."""
        self._sentence.setText(sentence)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        named(self, f"{sentence} {next_step}".strip())
        self.show()

    def say_problem(self, error: BaseException) -> None:
        """Show a problem in its own words; anything else is a mistake of ours and is named as such."""
        if isinstance(error, Problem):
            self.say(problems.sentence(error), problems.next_step(error))
        else:
            self.say(say(window.OTHER_ERROR, kind=type(error).__name__))
