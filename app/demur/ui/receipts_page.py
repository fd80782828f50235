"""The list of receipts: what was asked, what was seen, how that is known, and whether each seal is intact."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from demur.core.entry import Kind
from demur.core.problem import Problem
from demur.ledger.audit import Check
from demur.ledger.log import SqliteLedger
from demur.ledger.search import Search
from demur.ui.checking_row import CheckingRow, summary
from demur.ui.controls import box_of, button, card, label, named, restyle, row
from demur.ui.receipts_model import Column, ReceiptsModel
from demur.words import checking, exporting, older, say, window

_PAUSE_MS = 250
"""How long the typing must rest before a search begins, in milliseconds."""

_ROWS_MEASURED = 30
_SEARCH_EM = 24
"""Width of the search field in letters of the program's font."""
"""How many rows give a column its width: each measured row is a row read from the ledger."""

_KINDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (window.KINDS_ALL, ()),
    (window.KINDS_CONFIRMED, (Kind.CONFIRMATION,)),
    (window.KINDS_FAILED, (Kind.FAILURE,)),
    (window.KINDS_SEEN, (Kind.OBSERVATION,)),
    (window.KINDS_SENT, (Kind.REQUEST, Kind.ANSWER)),
    (window.KINDS_ASKED, (Kind.ATTEMPT,)),
)


_COLUMN_EM, _ACCOUNT_EM = 48, 30
"""How wide a column is at most, in letters; a longer name of an account ends in dots, and is whole on hovering."""


class ReceiptsPage(QWidget):
    """Reports which receipt the member opens, and which ledger they want to see."""

    opened = Signal(int)
    failed = Signal(object)
    ledger_wanted = Signal(object)
    """False for the real one, True for practice, or the name of an older one."""
    remove_wanted = Signal()
    check_wanted = Signal()
    check_all_wanted = Signal()
    list_wanted = Signal()
    pages_wanted = Signal(int, object)
    """How many receipts are to be pages, and what returns their numbers, which have to be read."""

    def __init__(self, model: ReceiptsModel) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        named(self, say(window.RECEIPTS_NAME))
        self.model = model
        self._summary, self._practice = label("", "soft"), label(say(window.PRACTICE_ONLY), "heading")
        self._note = label("")
        self._remove = button(older.REMOVE, older.REMOVE_NAME)
        self._remove.clicked.connect(self.remove_wanted)
        self._empty, self._saved = label(say(window.NO_RECEIPTS_TEXT)), label("", "heading")
        self._which = named(QComboBox(), say(window.WHICH_LEDGER))
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._which.activated.connect(lambda at: self.ledger_wanted.emit(self._which.itemData(at)))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._kinds = named(QComboBox(), say(window.WHICH_KINDS))
        for words, kinds in _KINDS:
            self._kinds.addItem(say(words), kinds)
        self._kinds.activated.connect(self._search)
        self._text = named(QLineEdit(), say(window.SEARCH), say(window.SEARCH_WHY))
        self._text.setPlaceholderText(say(window.SEARCH))
        self._text.setClearButtonEnabled(True)
        self._text.setMinimumWidth(self._text.fontMetrics().averageCharWidth() * _SEARCH_EM)
        self._text.textChanged.connect(self._pause.start)
        QShortcut(QKeySequence.StandardKey.Find, self, self._text.setFocus)
        self._table = self._make_table()
        self._save_list = button(exporting.SAVE_LIST, exporting.SAVE_LIST_NAME, purpose=say(exporting.SAVE_LIST_WHY))
        self._save_list.clicked.connect(self.list_wanted)
        self._save_pdf = button(exporting.SAVE_PDF, exporting.SAVE_PDF_NAME, purpose=say(exporting.SAVE_PDF_WHY))
        self._save_pdf.setToolTip(say(exporting.SAVE_PDF_WHY))
        self._save_pdf.clicked.connect(self._ask_for_pages)
        self._check = button(exporting.CHECK_FILE, exporting.CHECK_FILE_NAME)
        self._check.clicked.connect(self.check_wanted)
        self._check_all = button(checking.CHECK_ALL, checking.CHECK_ALL_NAME, purpose=say(checking.CHECK_ALL_WHY))
        self._check_all.clicked.connect(self.check_all_wanted)
        self.checking = CheckingRow()
        self._open = button(window.OPEN_RECEIPT, window.OPEN_RECEIPT_NAME)
        self._open.clicked.connect(lambda: self._open_row(self._table.currentIndex()))
        column = QVBoxLayout(self)
        column.setContentsMargins(34, 28, 34, 28)
        column.setSpacing(14)
        column.addWidget(label(say(window.RECEIPTS_NAME), "title"))
        for part in (self._summary, self._note, self._practice, self._empty, self._saved):
            column.addWidget(part)
        column.addLayout(row(self._remove))
        self._tools = QWidget()
        self._tools.setLayout(row(self._open, self._which, self._kinds, self._text))
        self._tools.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]  # just given
        column.addWidget(self._tools)
        column.addLayout(row(self._check_all, self._check, self._save_list, self._save_pdf))
        column.addWidget(self.checking)
        self._card = card()
        box_of(self._card).setContentsMargins(8, 6, 8, 6)
        box_of(self._card).addWidget(self._table)
        column.addWidget(self._card, 1)
        column.addStretch(0)
        QApplication.instance().focusChanged.connect(self._show_focus)  # type: ignore[union-attr]  # there is one

    def offer_ledgers(self, offers: Sequence[tuple[str, bool | str]], chosen: bool | str) -> None:
        """Offer each ledger by its words and its key, and show which is chosen."""
        self._which.clear()
        for words, key in offers:
            self._which.addItem(words, key)
        self._which.setCurrentIndex([key for _, key in offers].index(chosen))

    def show_note(self, words: str, may_remove: bool = False) -> None:
        """Say what is special about the ledger that is shown; nothing where the words are empty."""
        self._remove.setVisible(may_remove)
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def show_left(self, held: int, lost: int) -> None:
        """Say how much of a damaged ledger is left."""
        self._summary.setText(say(older.LEFT, held=held, lost=lost))

    def show_ledger(self, ledger: SqliteLedger, is_practice: bool) -> int:
        """Show a ledger, newest first, and return how many entries it has. Raises the ledger's problems."""
        self.model.show_ledger(ledger)
        count = self.model.rowCount()
        self._practice.setVisible(is_practice)
        total = self.model.total
        self._empty.setVisible(total == 0)
        self._saved.hide()
        self._card.setVisible(total > 0)
        for tool in (self._open, self._kinds, self._text, self._save_list, self._save_pdf):
            tool.setVisible(total > 0)
        self._check_all.setVisible(total > 0 and not ledger.has_gaps)
        self.checking.hide()
        self._summary.setText(say(window.ENTRIES_CHECKING if total else window.NO_RECEIPTS, count=total))
        if count:
            self._fit()
            self._table.setCurrentIndex(self.model.index(0, 0))
            self._table.setFocus()
        return total

    def show_list_saved(self, file: Path) -> None:
        """Say where the list was saved, beside whatever the summary says meanwhile."""
        self._saved.setText(say(exporting.LIST_SAVED, file=file))
        self._saved.show()

    def show_check(self, check: Check) -> None:
        self.model.show_check(check)
        self.checking.hide()
        self._summary.setText(summary(check, self.model.total))

    def _search(self) -> None:
        self._look(Search(self._text.text().strip(), self._kinds.currentData()))

    def _sort(self, section: int) -> None:
        header = self._table.horizontalHeader()
        self._look(self.model.sorted_by(Column(section), header.sortIndicatorOrder()))

    def _look(self, search: Search) -> None:
        try:
            self.model.search(search)
        except Problem as problem:
            self.failed.emit(problem)
            return
        found, total = self.model.rowCount(), self.model.total
        if found < total:
            self._summary.setText(say(window.ENTRIES_FOUND, found=found, count=total))
        if found:
            self._table.setCurrentIndex(self.model.index(0, 0))

    def _ask_for_pages(self) -> None:
        rows = [index.row() for index in self._table.selectionModel().selectedRows()]
        if rows:
            self.pages_wanted.emit(len(rows), lambda: self.model.numbers(rows))

    def _make_table(self) -> QTableView:
        table = named(QTableView(), say(window.RECEIPTS_TABLE))
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() * 2 + 4)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setResizeContentsPrecision(_ROWS_MEASURED)
        table.horizontalHeader().setSectionsClickable(True)
        table.horizontalHeader().setSortIndicatorShown(True)
        table.horizontalHeader().setSortIndicator(Column.NUMBER.value, Qt.SortOrder.DescendingOrder)
        table.horizontalHeader().sectionClicked.connect(self._sort)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.activated.connect(self._open_row)
        return table

    def _fit(self) -> None:
        """Give each column the width of its longest text in sight, and no more than a sensible part of the table."""
        letter = self._table.fontMetrics().averageCharWidth()
        for column in Column:
            limit = letter * (_ACCOUNT_EM if column is Column.ACCOUNT else _COLUMN_EM)
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
