"""The list of receipts: what was asked, what was seen, how that is known, and whether each seal is intact."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QHeaderView, QTableView, QVBoxLayout, QWidget

from demur.ledger.audit import Check
from demur.ledger.log import SqliteLedger
from demur.ui.controls import box_of, button, card, label, named, restyle, row
from demur.ui.receipts_model import Column, ReceiptsModel
from demur.words import say, window


class ReceiptsPage(QWidget):
    """Reports which receipt the member opens, and which ledger they want to see."""

    opened = Signal(int)
    ledger_wanted = Signal(bool)

    def __init__(self, model: ReceiptsModel) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        named(self, say(window.RECEIPTS_NAME))
        self.model = model
        self._summary, self._practice = label("", "soft"), label(say(window.PRACTICE_ONLY), "heading")
        self._empty = label(say(window.NO_RECEIPTS_TEXT))
        self._which = named(QComboBox(), say(window.WHICH_LEDGER))
        self._which.addItem(say(window.YOUR_ACCOUNTS), False)
        self._which.addItem(say(window.PRACTICE), True)
        self._which.activated.connect(lambda at: self.ledger_wanted.emit(self._which.itemData(at)))
        self._table = self._make_table()
        self._open = button(window.OPEN_RECEIPT, window.OPEN_RECEIPT_NAME)
        self._open.clicked.connect(lambda: self._open_row(self._table.currentIndex()))
        column = QVBoxLayout(self)
        column.setContentsMargins(34, 28, 34, 28)
        column.setSpacing(14)
        column.addWidget(label(say(window.RECEIPTS_NAME), "title"))
        for part in (self._summary, self._practice, self._empty):
            column.addWidget(part)
        column.addLayout(row(self._which, self._open))
        self._card = card()
        box_of(self._card).setContentsMargins(8, 6, 8, 6)
        box_of(self._card).addWidget(self._table)
        column.addWidget(self._card, 1)
        column.addStretch(0)
        QApplication.instance().focusChanged.connect(self._show_focus)  # type: ignore[union-attr]  # there is one

    def show_ledger(self, ledger: SqliteLedger, is_practice: bool) -> int:
        """Show a ledger, newest first, and return how many entries it has. Raises the ledger's problems."""
        self.model.show_ledger(ledger)
        count = self.model.rowCount()
        self._which.setCurrentIndex(int(is_practice))
        self._practice.setVisible(is_practice)
        self._empty.setVisible(count == 0)
        self._card.setVisible(count > 0)
        self._open.setVisible(count > 0)
        self._summary.setText(say(window.ENTRIES_CHECKING if count else window.NO_RECEIPTS, count=count))
        if count:
            self._fit()
            self._table.setCurrentIndex(self.model.index(0, 0))
            self._table.setFocus()
        return count

    def show_check(self, check: Check) -> None:
        self.model.show_check(check)
        form = window.ENTRIES_CHECKED if check.is_sound else window.ENTRIES_WRONG
        self._summary.setText(say(form, count=self.model.rowCount()))

    def _make_table(self) -> QTableView:
        table = named(QTableView(), say(window.RECEIPTS_TABLE))
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() * 2 + 4)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setHighlightSections(False)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.activated.connect(self._open_row)
        return table

    def _fit(self) -> None:
        """Give each column the width of its longest text in sight, and no more than a sensible part of the table."""
        limit = self._table.fontMetrics().averageCharWidth() * 48
        for column in Column:
            width = self._table.sizeHintForColumn(column.value) + 24
            header = self._table.horizontalHeader().sectionSizeHint(column.value) + 16
            self._table.setColumnWidth(column.value, min(max(width, header), limit))
        self._table.horizontalHeader().setSectionResizeMode(Column.KNOWN.value, QHeaderView.ResizeMode.Stretch)

    def _show_focus(self) -> None:
        """Show the keyboard's place on the card around the table: the table itself has square corners."""
        self._card.setProperty("focused", "true" if self._table.hasFocus() else "false")
        restyle(self._card)

    def _open_row(self, index: QModelIndex) -> None:
        if (receipt := self.model.receipt(index.row())) is not None:
            self.opened.emit(receipt.index)
