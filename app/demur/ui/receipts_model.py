"""The receipts of one ledger as Qt's views want them: newest first, read a page at a time as they come into sight."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from demur.core.entry import Receipt
from demur.core.problem import Problem
from demur.ledger.audit import Check
from demur.ledger.log import SqliteLedger
from demur.ledger.search import Order, Search
from demur.ui import dates
from demur.words import checking, older, receipts, say, window

_PAGE = 32
_PAGES_KEPT = 40
_ROOT = QModelIndex()


class Column(Enum):
    """Columns, in order."""

    NUMBER = 0
    WHEN = 1
    ACCOUNT = 2
    CHANGE = 3
    KNOWN = 4
    SEAL = 5


_ORDERS = {Column.ACCOUNT: Order.ACCOUNT, Column.CHANGE: Order.KIND, Column.KNOWN: Order.KIND}
"""What the columns sort by; what was changed and how it is known both follow from an entry's kind."""


class ReceiptsModel(QAbstractTableModel):
    """Rows of a ledger; `name_of` turns a receipt into the name of its account."""

    def __init__(self, name_of: Callable[[Receipt], str]) -> None:
        super().__init__()
        self._name_of = name_of
        self._ledger: SqliteLedger | None = None
        self._size = 0
        self._search = Search()
        self._found: Sequence[int] | None = None
        self._pages: dict[int, dict[int, Receipt]] = {}
        self._check: Check | None = None

    def show_ledger(self, ledger: SqliteLedger) -> None:
        """Show the ledger as it is now. Raises the ledger's problems."""
        self._ledger, self._check = ledger, None
        self._look()

    def search(self, search: Search) -> None:
        """Show what a search finds. Raises the ledger's problems, and shows what it showed before then."""
        before, self._search = self._search, search
        try:
            self._look()
        except Problem:
            self._search = before
            raise

    @property
    def total(self) -> int:
        """How many entries the ledger has, found or not."""
        return self._size

    def sorted_by(self, column: Column, order: Qt.SortOrder) -> Search:
        """Return the search of now, in the order that a column's header asks for."""
        by = _ORDERS.get(column, Order.PLACE)
        return replace(self._search, order=by, is_descending=order is Qt.SortOrder.DescendingOrder)

    def _look(self) -> None:
        if self._ledger is None:
            return
        size = self._ledger.size()
        is_plain = self._search.is_everything and self._search.is_descending
        found = None if is_plain and not self._ledger.has_gaps else self._ledger.positions(self._search)
        self.beginResetModel()
        self._size, self._found, self._pages = size, found, {}
        self.endResetModel()

    def show_check(self, check: Check) -> None:
        """Say of each row whether its seal is intact, as a full check saw it."""
        self._check = check
        if rows := self.rowCount():
            top = self.index(0, Column.SEAL.value)
            self.dataChanged.emit(top, self.index(rows - 1, Column.SEAL.value))

    def receipt(self, row: int) -> Receipt | None:
        """Return the receipt of a row, reading its page where it isn't at hand."""
        if self._ledger is None or not 0 <= row < self.rowCount():
            return None
        index = self._size - 1 - row if self._found is None else self._found[row]
        number = index // _PAGE
        if number not in self._pages:
            if len(self._pages) >= _PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[number] = {receipt.index: receipt for receipt in self._ledger.page(number * _PAGE, _PAGE)}
        return self._pages[number].get(index)

    def numbers(self, rows: Iterable[int]) -> list[int]:
        """Return the numbers of the receipts in these rows, oldest first."""
        found = (self.receipt(row) for row in rows)
        return sorted(receipt.index for receipt in found if receipt is not None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:  # noqa: N802  # Qt's name
        if parent.isValid():
            return 0
        return self._size if self._found is None else len(self._found)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:  # noqa: N802  # Qt's name
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return say(window.COLUMNS[section])
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        receipt = self.receipt(index.row())
        return None if receipt is None else self._text(receipt, Column(index.column()))

    def _text(self, receipt: Receipt, column: Column) -> str:
        match column:
            case Column.NUMBER:
                return str(receipt.index)
            case Column.WHEN:
                return dates.moment(datetime.fromisoformat(receipt.fields["recordedAt"]))
            case Column.ACCOUNT:
                return self._name_of(receipt)
            case Column.CHANGE:
                return receipts.change(receipt)
            case Column.KNOWN:
                return receipts.how_known(receipt)
            case Column.SEAL:
                return self._seal(receipt.index)

    def _seal(self, index: int) -> str:
        """Return "intact" only for what a full check went over and found sound."""
        if self._ledger is not None and self._ledger.has_gaps:
            return say(older.SIGNATURE_HOLDS)
        if self._check is None or (self._check.is_sound and index >= self._check.entries):
            return say(window.CHECKING)
        if not self._check.is_whole and index >= self._check.entries:
            return say(checking.NOT_CHECKED)
        wrong = self._check.wrong
        if wrong is None or (wrong.index is not None and index < wrong.index):
            return say(window.INTACT)
        return say(window.NOT_INTACT)
