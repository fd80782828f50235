"""Joins the card for letters to the product, on the page of an account of any kind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from demur.core.problem import Problem
from demur.meaning.regions import name_of
from demur.ui.beyond_card import BeyondCard

if TYPE_CHECKING:
    from demur.core.account import Account
    from demur.ui.frame import Frame


class Beyond(QObject):
    """Shows the card where its member can object in writing, and nothing where they can't."""

    letter_wanted = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.card = BeyondCard()
        self.card.hide()
        self._account: Account | None = None
        self.card.letter_wanted.connect(self._want)

    def show(self, account: Account) -> None:
        """Show what an account's member can do; the platform is asked nothing."""
        letters = self._frame.product.letters
        self._account = account
        try:
            letters.law(account)
            letters.office(account)
            waiting = letters.waiting(account.id)
        except Problem:  # no law, nothing to object to, or a file that the page itself says is broken
            self.card.hide()
            return
        place = (name_of(account.region) or account.region) if account.is_practice else ""
        self.card.show_ways(waiting, date.today(), place)
        self.card.show()

    def _want(self) -> None:
        if self._account is not None:
            self.letter_wanted.emit(self._account.id)
