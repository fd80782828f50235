"""Attempts that an earlier run left open: looked at again, closed, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from demur.core.problem import BusyElsewhere, Problem
from demur.words import say, window

if TYPE_CHECKING:
    from demur.core.outcome import Outcome
    from demur.ledger.audit import Check
    from demur.ui.frame import Frame

_TURN = "left over"


class LeftOver(QObject):
    """Looks again for every attempt that is still open, and has the ledger gone over after an unclean end."""

    told = Signal(object)
    """What was found, for the account's page."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame

    def finish(self) -> None:
        """Look again where there is something to look for; the member sees that it is done."""
        if self._is_needed():
            self._frame.turns.take(_TURN, self._look)

    def _is_needed(self) -> bool:
        """Tell whether an attempt is open; one that can't be looked up is told."""
        try:
            return self._frame.product.opt_out.has_open_attempts()
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return False

    def _look(self) -> None:
        """Look, unless what was open was the member's own attempt of just now, whose end took its turn first."""
        if not self._is_needed():
            self._frame.turns.give_back(_TURN)
            return
        product, banner = self._frame.product, self._frame.banner
        banner.say(say(window.LOOKING_AGAIN))
        if any(map(self._frame.has_page, product.accounts.all())):
            self._frame.pages.open()
        self._frame.run(self, product.opt_out.finish, self._looked, self._not_finished)

    def _looked(self, found: list[Outcome]) -> None:
        self._frame.turns.give_back(_TURN)
        self.finished(found)

    def finished(self, found: list[Outcome]) -> None:
        """Tell what was found."""
        from demur.ui.ledger_check import LedgerCheck  # few starts have anything left over

        self._frame.banner.hide()
        self._frame.refresh()
        self.told.emit(found)
        for account in dict.fromkeys(outcome.account.id for outcome in found if outcome.receipt is not None):
            self._frame.settle(self, account)
        for is_practice in sorted({outcome.account.is_practice for outcome in found}):
            ledger = self._frame.product.ledger(is_practice)
            check = LedgerCheck(self._frame)
            check.finished.connect(self._checked)
            check.setParent(self)
            check.begin(ledger)

    def _checked(self, check: Check) -> None:
        """After an unclean end the whole ledger is gone over; only trouble interrupts the member."""
        if not check.is_sound:
            self._frame.banner.say(say(window.CHECKED_WRONG))

    def _not_finished(self, error: BaseException) -> None:
        self._frame.turns.give_back(_TURN)
        self._frame.banner.hide()
        if not isinstance(error, BusyElsewhere):  # whoever is in the middle of it will finish it
            self._frame.banner.say_problem(error)
