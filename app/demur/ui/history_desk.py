"""Joins the page about one setting's history to what was kept of it."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from demur.core.account import Account, AccountId
from demur.core.problem import Problem
from demur.ui.frame import Frame
from demur.ui.history_page import HistoryPage
from demur.watch.history import History, look_up
from demur.words import history as words
from demur.words import problems, say, window


class HistoryDesk(QObject):
    """Reads in the background, and asks no platform for anything."""

    receipt_wanted = Signal(str, int)
    report_wanted = Signal()
    left = Signal(str)
    """Back to this account."""

    def __init__(self, frame: Frame, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._frame, self._now = frame, now
        self._account: Account | None = None
        self.page = HistoryPage()
        self.page.receipt_wanted.connect(self._open_receipt)
        self.page.report_wanted.connect(self.report_wanted)
        self.page.left.connect(self._go_back)

    def show_account(self, account_id: AccountId) -> None:
        """Bring an account's history to the front."""
        product = self._frame.product
        account = self._account = product.accounts.find(account_id)
        if account is None:
            return
        plate = self._frame.nameplate(account)
        practice = say(window.PRACTICE_ONLY) if account.is_practice else ""
        self.page.show_head(plate.label, self._frame.platform_name(account), account.identity.handle, practice)
        self._frame.show_page(self.page, account.id)
        ledger = product.ledger(account.is_practice)
        self._frame.run(
            self.page,
            lambda: look_up(account, product.accounts, ledger, self._now()),
            lambda found: self._show(account, *found),
        )

    def _show(self, account: Account, history: History, problem: Problem | None) -> None:
        if account is not self._account:
            return  # the member went on to another one meanwhile
        self.page.show_history(history)
        if problem is not None:
            self._frame.banner.say(problems.sentence(problem), say(words.WITHOUT_RECEIPTS))

    def _open_receipt(self, number: int) -> None:
        if self._account is not None:
            self.receipt_wanted.emit(self._account.id, number)

    def _go_back(self) -> None:
        if self._account is not None:
            self.left.emit(self._account.id)
