"""The history of one setting: a picture where it helps the eye, and every line of it as a list."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from demur.ui import dates
from demur.ui.controls import Page, box_of, button, card, label, named, restyle, row
from demur.ui.history_strip import HistoryStrip
from demur.watch.history import Happening, History, Moment
from demur.words import history as words
from demur.words import overview, say

LISTED: Final = 300
"""How many lines the list shows: nobody scrolls through more, and each is measured before the first is seen."""
_PICTURED: Final = timedelta(days=2)
"""How long a history is at least for a picture of it: one evening's looks would all be in one place."""
_RECEIPT: Final = Qt.ItemDataRole.UserRole
_BORDER_PX: Final = 1
"""Below each line of the list (theme)."""
_BESIDE_PX: Final = 11
"""Left and right of a text in the list: the theme's padding, and what Qt leaves for a focus frame."""
_LINES: Final = 9
"""How many lines of the list are in sight at least."""


class HistoryPage(Page):
    """Reports which receipt the member opens; it decides nothing."""

    receipt_wanted = Signal(int)
    report_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self._whose: dict[str, str] = {}
        self._title, self._subtitle, self._note = label("", "title"), label("", "soft"), label("", "heading")
        self._open = button(words.OPEN, words.OPEN_NAME)
        report = button(overview.REPORT, overview.REPORT_NAME, purpose=say(overview.REPORT_WHY))
        report.setToolTip(say(overview.REPORT_WHY))
        report.clicked.connect(self.report_wanted)
        self._open.clicked.connect(self._open_row)
        self._back = button(words.BACK)
        self._back.clicked.connect(self.left)
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)
        self._strip, self._table = HistoryStrip(), self._make_table()
        self._picture, self._list, self._empty = card(), card(), label(say(words.NOTHING))
        box_of(self._picture).addWidget(self._strip)
        box_of(self._picture).addWidget(label(say(words.LEGEND), "small"))
        box_of(self._list).setContentsMargins(8, 6, 8, 6)
        box_of(self._list).addWidget(self._table)
        for part in (self._title, self._subtitle, self._note, self._empty, self._picture):
            self.column.addWidget(part)
        self.column.addLayout(row(self._open, report, self._back))
        self.column.addWidget(self._list, 1)
        self.column.addStretch(0)
        QApplication.instance().focusChanged.connect(self._show_focus)  # type: ignore[union-attr]  # there is one

    def show_head(self, setting: str, platform: str, handle: str, practice: str) -> None:
        """Show whose history it is; `practice` is said where the account is one of practice, and empty otherwise."""
        named(self, say(words.PAGE_NAME, setting=setting, platform=platform, handle=handle))
        self._title.setText(say(words.TITLE, setting=setting))
        self._whose = {"platform": platform, "handle": handle}
        self._subtitle.setText("")
        self._note.setText(practice)
        self._note.setVisible(bool(practice))
        for part in (self._empty, self._picture, self._list, self._open):
            part.hide()

    def show_history(self, history: History) -> None:
        """Show what is known, the newest first."""
        newest = list(islice(reversed(history.happenings), LISTED))
        described = "\n".join(words.sentence(one, _day) for one in newest)
        self._subtitle.setText(self._summary(history, len(newest)))
        self._empty.setVisible(not newest)
        self._list.setVisible(bool(newest))
        self._picture.setVisible(history.ends - history.begins > _PICTURED)
        self._open.setVisible(any(isinstance(one, Moment) for one in newest))
        self._strip.show_history(history, described)
        self._fill(newest)
        self.scroll_to_top()
        if newest:
            self._table.setCurrentCell(0, 0)
            self._table.setFocus()
        else:
            self._back.setFocus()

    def _summary(self, history: History, shown: int) -> str:
        if shown < len(history.happenings):
            return say(words.NEWEST, **self._whose, shown=shown, count=len(history.happenings))
        first, last = _day(history.begins), _day(history.ends)
        return say(words.SPAN, **self._whose, first=first, last=last) if shown else say(words.WHOSE, **self._whose)

    def _make_table(self) -> QTableWidget:
        table = named(QTableWidget(0, len(words.COLUMNS)), say(words.LIST))
        table.setHorizontalHeaderLabels([say(words_of) for words_of in words.COLUMNS])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setMinimumHeight(table.fontMetrics().height() * _LINES)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._pause = QTimer(self)  # three columns change at once, and each row need be measured but once
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._measure)
        header.sectionResized.connect(lambda: self._pause.start())
        table.currentCellChanged.connect(self._show_choice)
        table.activated.connect(self._open_row)
        return table

    def _fill(self, newest: list[Happening]) -> None:
        self._table.setRowCount(len(newest))
        for place, one in enumerate(newest):
            for column, text in enumerate((words.when(one, _day), words.what(one), words.how(one))):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                if column == 0:
                    item.setData(Qt.ItemDataRole.AccessibleTextRole, words.sentence(one, _day))
                    item.setData(_RECEIPT, one.receipt.index if isinstance(one, Moment) else None)
                self._table.setItem(place, column, item)
        self._measure()

    def _measure(self) -> None:
        """Give each line the height of its text, which may wrap, and a little air.

        Qt's own hint wraps before the theme's padding is taken off, so a text that just fits there is cut when drawn.
        """
        table, metrics, columns = self._table, self._table.fontMetrics(), range(self._table.columnCount())
        air = metrics.height() * 3 // 4 + _BORDER_PX
        cells = [QRect(0, 0, table.columnWidth(column) - 2 * _BESIDE_PX, 0) for column in columns]
        for place in range(table.rowCount()):
            texts = [item.text() if (item := table.item(place, column)) else "" for column in columns]
            drawn = [
                metrics.boundingRect(cell, Qt.TextFlag.TextWordWrap, text)
                for cell, text in zip(cells, texts, strict=True)
            ]
            table.setRowHeight(place, max(rectangle.height() for rectangle in drawn) + air)

    def _show_choice(self) -> None:
        self._open.setEnabled(self._chosen is not None)

    @property
    def _chosen(self) -> int | None:
        """The number of the chosen line's receipt, if it is of one."""
        item = self._table.item(self._table.currentRow(), 0)
        found = item.data(_RECEIPT) if item is not None else None
        return found if isinstance(found, int) else None

    def _open_row(self) -> None:
        if (number := self._chosen) is not None:
            self.receipt_wanted.emit(number)

    def _show_focus(self) -> None:
        """Show the keyboard's place on the card around the list: the list itself has square corners."""
        self._list.setProperty("focused", "true" if self._table.hasFocus() else "false")
        restyle(self._list)


def _day(at: datetime) -> str:
    return dates.day(dates.local_day(at))
