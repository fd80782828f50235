"""Receipts: the list, one receipt in full, and saving it."""

from PySide6.QtCore import QObject, Signal

from demur.core.account import AccountId
from demur.core.entry import Receipt
from demur.core.problem import Problem
from demur.ledger.audit import Check
from demur.ui.export_desk import ExportDesk
from demur.ui.frame import Frame
from demur.ui.receipt_page import ReceiptPage
from demur.ui.receipts_model import ReceiptsModel
from demur.ui.receipts_page import ReceiptsPage
from demur.ui.save_page import SavePage
from demur.words import say, window


class RecordsDesk(QObject):
    """Joins the pages about receipts to the two ledgers."""

    undo_wanted = Signal(str, str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._is_practice = False
        self.list = ReceiptsPage(ReceiptsModel(self._name_of))
        self.receipt, self.save = ReceiptPage(), SavePage()
        self._open: Receipt | None = None
        self._seal = ""
        self.list.opened.connect(self._open_index)
        self.list.ledger_wanted.connect(self._show_ledger)
        self.list.failed.connect(frame.banner.say_problem)
        self.receipt.left.connect(self.show_list)
        self.receipt.save_wanted.connect(self._ask_to_save)
        self.receipt.undo_wanted.connect(self._undo)
        self.save.left.connect(self._back_to_receipt)
        self._export = ExportDesk(frame, self.save)
        self._export.left.connect(self.show_list)
        self._export.list_saved.connect(self.list.show_list_saved)
        self.list.check_wanted.connect(self._export.ask_to_check)
        self.list.list_wanted.connect(lambda: self._export.ask_to_save_list(self._is_practice))

    def show_list(self) -> None:
        """Show the ledger shown last; at first the member's own, or practice where that has nothing."""
        if not self._is_practice and self._size(False) == 0 and self._size(True) > 0:
            self._is_practice = True
        self._show_ledger(self._is_practice)

    def show_receipt(self, account_id: AccountId, index: int) -> None:
        """Show one receipt of an account."""
        account = self._frame.product.accounts.find(account_id)
        if account is not None:
            self._is_practice = account.is_practice
            self._open_index(index)

    def _size(self, is_practice: bool) -> int:
        try:
            return self._frame.product.ledger(is_practice).size()
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return 0

    def _show_ledger(self, is_practice: bool) -> None:
        self._is_practice = is_practice
        ledger = self._frame.product.ledger(is_practice)
        try:
            count = self.list.show_ledger(ledger, is_practice)
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return
        self._frame.show_page(self.list, "receipts")
        if count:
            self._frame.run(self.list, ledger.check, self.list.show_check)

    def _open_index(self, index: int) -> None:
        ledger = self._frame.product.ledger(self._is_practice)
        found = ledger.page(index, 1)
        if not found:
            return
        self._open, self._seal = found[0], say(window.CHECKING)
        self._show_open()
        self._frame.run(self.receipt, ledger.check, self._checked)

    def _checked(self, check: Check) -> None:
        is_before_wrong = check.wrong is not None and check.wrong.index is not None and self._index < check.wrong.index
        self._seal = say(window.INTACT if check.is_sound or is_before_wrong else window.NOT_INTACT)
        if self._open is not None:
            self.receipt.show_seal(self._open, self._seal)

    @property
    def _index(self) -> int:
        return -1 if self._open is None else self._open.index

    def _show_open(self) -> None:
        if (receipt := self._open) is None:
            return
        account = self._frame.product.accounts.find(receipt.account) if receipt.account else None
        may_undo = account is not None and self._is_newest(receipt)
        self.receipt.show_receipt(receipt, self._name_of(receipt), self._seal, self._is_practice, may_undo)
        self._frame.show_page(self.receipt, "receipts")

    def _is_newest(self, receipt: Receipt) -> bool:
        """Only the newest receipt of an account can be undone: an older one's "before" is no longer the way back."""
        ledger = self._frame.product.ledger(self._is_practice)
        newest = ledger.newest_for(receipt.account) if receipt.account else None
        return newest is not None and newest.index == receipt.index

    def _back_to_receipt(self) -> None:
        self._show_open()

    def _ask_to_save(self, index: int) -> None:
        if self._open is not None and self._open.index == index:
            self._export.ask_to_save(self._open, self._is_practice)

    def _undo(self, target: str) -> None:
        if self._open is not None and self._open.account is not None:
            self.undo_wanted.emit(self._open.account, target)

    def _name_of(self, receipt: Receipt) -> str:
        """Return the account's name where it is still known here; the receipt itself holds only digests of it."""
        if receipt.account is None:
            return ""
        account = self._frame.product.accounts.find(receipt.account)
        platform = receipt.fields.get("platform", {}).get("name", "")
        if account is None:
            return str(platform)
        return say(window.ACCOUNT_TITLE, platform=platform, handle=account.identity.handle)
