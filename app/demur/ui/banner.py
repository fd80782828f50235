"""A note above the pages: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

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
        self._texts = QVBoxLayout()
        self._texts.addWidget(self._sentence)
        self._texts.addWidget(self._next)
        box_of(self._frame).addLayout(self._texts, 1)
        self._trouble: Trouble | None = None
        self._again_with: Callable[[], None] | None = None
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
        self._offer_again(None)
        self._show_beside("", "")
        named(self, f"{sentence} {next_step}".strip())
        self.show()

    def say_beside(
        self,
        sentence: str,
        next_step: str = "",
        error: BaseException | None = None,
        again: Callable[[], None] | None = None,
    ) -> None:
        """Show a second note below the one that stands here, which stays: what it told is so all the same.

        `again`: what is done where the member wants it tried once more.
        """
        if self.isHidden():
            self.say(sentence, next_step)
        else:
            self._show_beside(sentence, next_step)
            first = f"{self._sentence.text()} {self._next.text()}".strip()
            named(self, f"{first} {sentence} {next_step}".strip())
        self._offer_again(again)
        self._report.setVisible(error is not None)
        if error is not None:
            from demur.core.trouble import trouble_of

            self._trouble = trouble_of(error)
            self._offer_places(self._trouble.code in _OF_PLACES)

    def go_on(self) -> None:
        """The member went to another place: what was told of the last one goes, but for what went wrong."""
        if self._report.isHidden():
            self.hide()

    def say_problem(self, error: BaseException, whose: str = "") -> None:
        """Show a problem in its own words; anything else is a mistake of ours and is named as such.

        `whose`: the account it met, where the member has another before them.
        """
        from demur.core.trouble import trouble_of  # no start needs these
        from demur.words import problems

        if isinstance(error, Problem):
            self.say(_of(whose, problems.sentence(error)), problems.next_step(error))
        else:
            self.say(_of(whose, say(window.OTHER_ERROR, kind=type(error).__name__)))
        self._trouble = trouble_of(error)
        self._report.show()
        self._offer_places(self._trouble.code in _OF_PLACES)

    @cached_property
    def _places(self) -> QPushButton:
        made = button(window.VAULT_SHOW, kind="link")
        made.clicked.connect(self.places_wanted)
        self._ways.insertWidget(0, made)
        return made

    @cached_property
    def _again(self) -> QPushButton:
        from demur.words import settling  # few members ever see it

        made = button(settling.TRY_AGAIN, settling.TRY_AGAIN_NAME)
        made.clicked.connect(self._try_again)
        self._ways.insertWidget(self._ways.count() - 1, made)
        return made

    def _try_again(self) -> None:
        """Hide what failed, for it may not fail now; a first note, which it stands beside, stays."""
        again = self._again_with
        if self._is_beside:
            self._offer_again(None)
            self._report.hide()
            self._offer_places(False)
            self._show_beside("", "")
        else:
            self.hide()
        if again is not None:
            again()

    @property
    def _is_beside(self) -> bool:
        return "_beside" in self.__dict__ and not self._beside[0].isHidden()

    @cached_property
    def _beside(self) -> tuple[QLabel, QLabel]:
        made = label("", "heading"), label("")
        self._texts.addSpacing(6)
        for text in made:
            self._texts.addWidget(text)
        return made

    def _show_beside(self, sentence: str, next_step: str) -> None:
        if sentence or "_beside" in self.__dict__:
            for text, shown in zip(self._beside, (sentence, next_step), strict=True):
                text.setText(shown)
                text.setVisible(bool(shown))

    def _offer_again(self, again: Callable[[], None] | None) -> None:
        self._again_with = again
        if again is not None or "_again" in self.__dict__:
            self._again.setVisible(again is not None)

    def _offer_places(self, is_offered: bool) -> None:
        """Offer the way to where something else than the keyring can be chosen, or a sealed file be opened."""
        if is_offered or "_places" in self.__dict__:
            self._places.setVisible(is_offered)


def _of(whose: str, sentence: str) -> str:
    return say(window.OF_ACCOUNT, whose=whose, what=sentence) if whose else sentence


def _on_top(across: QHBoxLayout) -> QVBoxLayout:
    """Return these in one line, however high what stands beside them is."""
    column = QVBoxLayout()
    column.addLayout(across)
    column.addStretch(1)
    return column
