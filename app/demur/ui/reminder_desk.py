"""Joins the choice of how often an account is looked at again to the watch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from demur.core.problem import Problem
from demur.ui import due_words
from demur.ui.controls import box_of, card, label
from demur.ui.reminder_choice import ReminderChoice
from demur.watch.cadence import Cadence
from demur.words import overview, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from demur.core.account import Account
    from demur.ui.frame import Frame
    from demur.watch.standing import Standing


class ReminderDesk(QObject):
    """Shows and keeps what the member chooses, for one account after the other."""

    changed = Signal()

    def __init__(self, frame: Frame, choice: ReminderChoice) -> None:
        super().__init__()
        self._frame, self._choice = frame, choice
        self._account: Account | None = None
        choice.chosen.connect(self._choose)
        choice.alone_wanted.connect(self._let_alone)

    def show(self, standing: Standing, is_alone_offered: bool) -> None:
        """Show what is chosen for an account; `is_alone_offered`: its platform may be read without the member."""
        self._account = standing.account
        words = due_words.next_reminder(standing, datetime.now(UTC))
        self._choice.show_choice(standing.cadence, words, is_alone_offered, standing.is_alone_wanted)
        if standing.is_alone_wanted and is_alone_offered and not standing.may_read_alone:
            self._choice.show_missing(say(overview.ALONE_NEEDS))

    def _choose(self, days: int) -> None:
        if (account := self._account) is not None:
            self._keep(lambda: self._frame.product.watch.cadences.choose(account.id, Cadence(days)))

    def _let_alone(self, is_wanted: bool) -> None:
        if (account := self._account) is not None:
            self._keep(lambda: self._frame.product.watch.cadences.let_read_alone(account.id, is_wanted))

    def _keep(self, keep: Callable[[], None]) -> None:
        try:
            keep()
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return
        self.changed.emit()


class ReminderCard(ReminderDesk):
    """The same on a card of its own, for an account's page."""

    def __init__(self, frame: Frame) -> None:
        choice = ReminderChoice()
        super().__init__(frame, choice)
        self.card: QFrame = card()
        box_of(self.card).addWidget(label(say(overview.WATCH), "heading"))
        box_of(self.card).addWidget(choice)
        self.changed.connect(self._show_again)

    def show_account(self, account: Account) -> None:
        """Show what is chosen for an account; nothing where there is nothing to look for."""
        watch, has_choice = self._frame.product.watch, self._frame.nameplate(account).has_choice
        self.card.setVisible(has_choice)
        if not has_choice:
            return
        try:
            self.show(watch.standing(account.id), watch.reads_unattended(account))
        except Problem as problem:
            self._frame.banner.say_problem(problem)

    def _show_again(self) -> None:
        if self._account is not None:
            self.show_account(self._account)
