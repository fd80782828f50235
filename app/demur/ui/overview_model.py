"""The rows of the overview as Qt's views want them."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex

from demur.core.account import AccountId
from demur.ui import plain_values
from demur.ui.overview_row import Row

_ROOT: Final = QModelIndex()


class OverviewModel(QAbstractListModel):
    """Rows in the order in which they are given."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; where they are of the same accounts in the same order, only what they say changes."""
        if [row.account for row in rows] == [row.account for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def number_of(self, account: AccountId) -> int | None:
        """Return in which row an account stands; None where it has none."""
        return next((at for at, row in enumerate(self._rows) if row.account == account), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:  # noqa: N802  # Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = plain_values.DISPLAY_ROLE) -> Any:
        if role not in {plain_values.DISPLAY_ROLE, plain_values.ACCESSIBLE_TEXT_ROLE}:
            return None
        row = self.row(index.row())
        return None if row is None else row.spoken
