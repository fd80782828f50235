"""Asks how the member signs in at a platform, and says which way works then."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from demur.core.route import ApplyWay
from demur.core.sign_in import SignInWith, suggested_way
from demur.ui.controls import label, named
from demur.words import say, sign_in_question


class SignInQuestion(QWidget):
    """The question, its answers, and the suggestion below them; nothing but “not sure” is assumed."""

    answered = Signal()

    def __init__(self, offered: Sequence[ApplyWay]) -> None:
        super().__init__()
        self._offered = tuple(offered)
        named(self, say(sign_in_question.QUESTION), say(sign_in_question.WHY))
        self._group = QButtonGroup(self)
        self._answers = list(SignInWith)
        self._suggestion = label("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(label(say(sign_in_question.QUESTION), "heading"))
        for number, answer in enumerate(self._answers):
            words = say(sign_in_question.ANSWERS[answer])
            made = named(QRadioButton(words), words, say(sign_in_question.QUESTION))
            self._group.addButton(made, number)
            column.addWidget(made)
        column.addWidget(label(say(sign_in_question.WHY), "soft"))
        column.addWidget(self._suggestion)
        self._group.idToggled.connect(lambda *_: self._suggest())
        self._group.button(self._answers.index(SignInWith.UNSURE)).setChecked(True)

    @property
    def answer(self) -> SignInWith:
        return self._answers[self._group.checkedId()]

    @property
    def way(self) -> ApplyWay:
        """The way that is suggested for the answer."""
        return suggested_way(self.answer, self._offered)

    def _suggest(self) -> None:
        self._suggestion.setText(say(sign_in_question.SUGGESTED[self.way]))
        self.answered.emit()
