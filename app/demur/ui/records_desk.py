"""Receipts: the list, one receipt in full, saving it, and deleting what lies beside it."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from demur.core.account import AccountId
from demur.core.entry import Receipt
from demur.core.problem import LedgerDamaged, LedgerNewer, Problem
from demur.ledger.audit import Check
from demur.ledger.collection import Older
from demur.ledger.forgetting import Forgetting, Forgotten
from demur.ledger.log import SqliteLedger
from demur.ledger.salvage import SalvagedLedger
from demur.ui.asking import ask
from demur.ui.deleting_dialog import DeletingDialog
from demur.ui.export_desk import ExportDesk
from demur.ui.frame import Frame
from demur.ui.ledger_check import LedgerCheck
from demur.ui.ledger_choice import Key, LedgerChoice, damage_note
from demur.ui.receipt_page import ReceiptPage, Shown
from demur.ui.receipts_model import ReceiptsModel
from demur.ui.receipts_page import ReceiptsPage
from demur.ui.save_page import SavePage
from demur.words import deleting, older, say, window


class RecordsDesk(QObject):
    """Joins the pages about receipts to the ledgers: the present ones, those beside them, and what is left of one."""

    undo_wanted = Signal(str, str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._choice = LedgerChoice(frame.product)
        self._left: SalvagedLedger | None = None
        self.list = ReceiptsPage(ReceiptsModel(self._name_of))
        self.receipt, self.save = ReceiptPage(), SavePage()
        self._open: Receipt | None = None
        self._seal = ""
        self.list.opened.connect(self._open_index)
        self.list.ledger_wanted.connect(self._show_ledger)
        self.list.failed.connect(frame.banner.say_problem)
        self.list.remove_wanted.connect(self._ask_to_remove)
        self.receipt.left.connect(self.show_list)
        self.receipt.save_wanted.connect(self._ask_to_save)
        self.receipt.undo_wanted.connect(self._undo)
        self.receipt.delete_wanted.connect(self._ask_to_delete)
        self.save.left.connect(self._back_to_receipt)
        self._export = ExportDesk(frame, self.save, lambda _: self._ledger)
        self._export.left.connect(self.show_list)
        self._export.list_saved.connect(self.list.show_list_saved)
        self.list.check_wanted.connect(self._export.ask_to_check)
        self._checking = LedgerCheck(frame)
        self._checking.progressed.connect(self.list.checking.show_progress)
        self._checking.finished.connect(self.list.show_check)
        self.list.checking.cancelled.connect(self._checking.call_off)
        self.list.check_all_wanted.connect(lambda: self._checking.begin(self._ledger, is_afresh=True))
        self.list.list_wanted.connect(lambda: self._export.ask_to_save_list(self._choice.is_practice))
        self.list.pages_wanted.connect(
            lambda count, numbers: self._export.ask_to_print(count, numbers, self._choice.is_practice)
        )

    @property
    def _ledger(self) -> SqliteLedger:
        """The ledger that is looked at, or what is left of it."""
        return self._left or self._choice.ledger()

    def show_list(self) -> None:
        """Show the ledger shown last; at first the member's own, or practice where that has nothing."""
        worth = self._choice.is_worth_a_look
        if self._choice.key is False and not worth(False) and worth(True):
            self._choice.key = True
        self._show_ledger(self._choice.key)

    def show_receipt(self, account_id: AccountId, index: int) -> None:
        """Show one receipt of an account."""
        account = self._frame.product.accounts.find(account_id)
        if account is not None:
            self._choice.key, self._left = account.is_practice, None
            self._open_index(index)

    def _show_ledger(self, key: Key) -> None:
        """Show a ledger; what is left of a damaged one is told together in the background."""
        self._choice.key, self._left = key, None
        try:
            self.list.offer_ledgers(self._choice.look(), self._choice.key)
            ledger = self._choice.ledger()
            try:
                ledger.look_over()
                self._show_found(ledger)
            except (LedgerDamaged, LedgerNewer) as problem:
                self._salvage(ledger, problem)
        except Problem as problem:
            self._frame.banner.say_problem(problem)

    def _show_found(self, ledger: SqliteLedger) -> None:
        count = self.list.show_ledger(ledger, self._choice.is_practice)
        self.list.show_note(self._choice.note(), self._choice.older is not None)
        self._frame.show_page(self.list, "receipts")
        if count:
            self._checking.begin(ledger)

    def _salvage(self, ledger: SqliteLedger, problem: Problem) -> None:
        key = self._choice.key
        self._frame.banner.say_problem(problem)

        def show(left: SalvagedLedger) -> None:
            if self._choice.key == key:  # the member may have gone on to another one
                self._show_left(left)

        self._frame.run(self.list, lambda: ledger.salvaged(problem), show)

    def _show_left(self, left: SalvagedLedger) -> None:
        self._left = left
        self.list.show_ledger(left, self._choice.is_practice)
        self.list.show_left(left.held, len(left.missing))
        self.list.show_note(damage_note(list(left.missing)), self._choice.older is not None)
        self._frame.show_page(self.list, "receipts")

    def _open_index(self, index: int) -> None:
        ledger = self._ledger
        found = ledger.page(index, 1)
        if not found or found[0].index != index:
            return
        if ledger.has_gaps:
            self._open, self._seal = found[0], say(older.SIGNATURE_HOLDS)
            self._show_open()
            return
        self._open, self._seal = found[0], say(window.CHECKING)
        self._show_open()
        look = partial(ledger.check_one, index)
        self._frame.run(self.receipt, look, lambda check: self._checked(check) if self._open is found[0] else None)

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
        ledger = self._ledger
        is_present = not (ledger.has_gaps or ledger.is_older)
        account = self._frame.product.accounts.find(receipt.account) if receipt.account else None
        may_undo = account is not None and is_present and self._is_newest(receipt)
        may_delete = receipt.account is not None and not ledger.has_gaps
        shown = Shown(self._name_of(receipt), self._seal, self._choice.is_practice, may_undo, may_delete)
        self.receipt.show_receipt(receipt, shown)
        self._frame.show_page(self.receipt, "receipts")

    def _is_newest(self, receipt: Receipt) -> bool:
        """Only the newest receipt of an account can be undone: an older one's "before" is no longer the way back."""
        newest = self._ledger.newest_for(receipt.account) if receipt.account else None
        return newest is not None and newest.index == receipt.index

    def _back_to_receipt(self) -> None:
        self._show_open()

    def _ask_to_save(self, index: int) -> None:
        if self._open is not None and self._open.index == index:
            self._export.ask_to_save(self._open, self._choice.is_practice)

    def _ask_to_delete(self) -> None:
        """Show what lies beside the receipt, and beside the others of its account."""
        if (receipt := self._open) is None or receipt.account is None:
            return
        try:
            one, every = self._ledger.beside(receipt.id), self._ledger.beside(receipt.account)
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return
        is_gone = self._frame.product.accounts.find(receipt.account) is None
        dialog = DeletingDialog(self.receipt, receipt, one, every, is_gone)
        dialog.wanted.connect(self._delete)
        dialog.open()

    def _delete(self, wanted: Forgetting) -> None:
        ledger = self._ledger
        self._frame.banner.hide()
        self._frame.run(self.receipt, lambda: ledger.forget(wanted), self._say_deleted)

    def _say_deleted(self, done: Forgotten) -> None:
        self._frame.banner.say(*deleting.done(done.receipts, done.unreached))
        if self._open is not None:
            self._open_index(self._open.index)

    def _ask_to_remove(self) -> None:
        """Ask whether the older ledger that is shown goes; what is left of a damaged one counts as entries, too."""
        if (chosen := self._choice.older) is not None:
            words = older.remove_sure(self._left.held if self._left else self._choice.ledger().size())
            ask(self.list, words, "", say(older.REMOVE_YES), lambda: self._remove(chosen))

    def _remove(self, chosen: Older) -> None:
        try:
            self._frame.product.care.collection(self._choice.is_practice).remove(chosen)
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return
        self._show_ledger(self._choice.is_practice)
        self._frame.banner.say(say(older.REMOVED))

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
