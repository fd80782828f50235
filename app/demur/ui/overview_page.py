"""The overview: every account's settings at a glance, what needs a look first, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QProgressBar, QVBoxLayout, QWidget

from demur.core.account import AccountId
from demur.ui import plain_values
from demur.ui.controls import Page, box_of, button, card, filled_row, label, named, on_top
from demur.ui.overview_delegate import OverviewDelegate
from demur.ui.overview_model import OverviewModel
from demur.ui.overview_row import Row
from demur.words import overview, say

if TYPE_CHECKING:
    from demur.ui.chosen_card import ChosenCard

_LEAST_ROWS_EM = 14
"""How high the list is at least, in heights of a line: the page scrolls where the window is lower than that."""


class OverviewPage(Page):
    """Reports which account the member wants to open or check; it decides nothing."""

    opened = Signal(str)
    check_wanted = Signal(str)
    check_all_wanted = Signal()
    report_wanted = Signal()
    chosen = Signal(str)
    """The row that the keyboard or the mouse is at now is another one."""

    def __init__(self) -> None:
        super().__init__(say(overview.TITLE))
        self.model = OverviewModel()
        self.round = RoundRow()
        self._summary = label("", "soft")
        self._list = self._make_list()
        self._check_all = button(overview.CHECK_ALL, overview.CHECK_ALL_NAME, purpose=say(overview.CHECK_ALL_WHY))
        self._check_all.setToolTip(say(overview.CHECK_ALL_WHY))
        self._check_all.clicked.connect(self.check_all_wanted)
        self._report = button(overview.REPORT, overview.REPORT_NAME, purpose=say(overview.REPORT_WHY))
        self._report.setToolTip(say(overview.REPORT_WHY))
        self._report.clicked.connect(self.report_wanted)
        self._lay_out()

    def hear_keys(self) -> None:
        """Let F5 check again, and all with Shift; not at the start (see `AccountPage.hear_keys`)."""
        from PySide6.QtGui import QKeySequence, QShortcut

        QShortcut(QKeySequence.StandardKey.Refresh, self, self._check_one)
        QShortcut(QKeySequence("Shift+F5"), self, self._check_all.click)

    @cached_property
    def chosen_card(self) -> ChosenCard:
        """The chosen row in full, below the rows; no start waits for it: its box of choices has Qt load a dozen kinds
        of pictures for one arrow."""
        from demur.ui.chosen_card import ChosenCard

        made = ChosenCard()
        self.column.addWidget(made)
        return made

    @property
    def account(self) -> AccountId | None:
        """The account of the row that is chosen; None where there are no rows."""
        row = self.model.row(self._list.currentIndex().row())
        return row.account if row else None

    def show_rows(self, rows: Sequence[Row], summary: str) -> None:
        """Show these rows; the account that was chosen stays chosen, the first row where it is gone."""
        before = self.account
        self.model.show_rows(rows)
        self._summary.setText(summary)
        number = self.model.number_of(before) if before else None
        self._list.setCurrentIndex(self.model.index(number or 0))
        self._list.doItemsLayout()  # what a row says now may be longer
        self.chosen.emit(self.account or "")

    def show_working(self, is_working: bool) -> None:
        """A round of checks is under way, or over."""
        self._check_all.setEnabled(not is_working)
        if "chosen_card" in self.__dict__:
            self.chosen_card.show_working(is_working)
        self.round.setVisible(is_working)

    def focus_list(self) -> None:
        """Give the keyboard to the rows."""
        self._list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        super().resizeEvent(event)
        self._list.doItemsLayout()  # rows wrap their text, so their heights follow the width

    def _make_list(self) -> QListView:
        made = named(QListView(), say(overview.LIST), say(overview.LIST_WHY))
        made.setModel(self.model)
        made.setItemDelegate(OverviewDelegate(made, self.model))
        made.setFrameShape(QListView.Shape.NoFrame)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.setProperty("horizontalScrollBarPolicy", plain_values.NO_SCROLL_BAR)
        made.setTabKeyNavigation(False)
        made.setMinimumHeight(made.fontMetrics().height() * _LEAST_ROWS_EM)
        made.activated.connect(self._open)
        made.selectionModel().currentChanged.connect(lambda: self.chosen.emit(self.account or ""))
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addLayout(on_top(label(say(overview.TITLE), "title")), 1)
        head.addLayout(on_top(self._report))
        head.addLayout(on_top(self._check_all))
        around = card()
        box_of(around).setContentsMargins(6, 6, 6, 6)
        box_of(around).addWidget(self._list)
        self.column.addLayout(head)
        self.column.addWidget(self._summary)
        self.column.addWidget(self.round)
        self.column.addWidget(around, 1)

    def _open(self, index: QModelIndex) -> None:
        if (row := self.model.row(index.row())) is not None:
            self.opened.emit(row.account)

    def _check_one(self) -> None:
        if self.account is not None and self._check_all.isEnabled():
            self.check_wanted.emit(self.account)


class RoundRow(QWidget):
    """Shown only while accounts are checked: whose turn it is, how far the checks are, and a way to call them off."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "soft")
        self._bar = named(QProgressBar(), say(overview.CHECKING_NAME))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(self.fontMetrics().height() * 2 // 3)
        self._cancel = button(overview.CALL_OFF, overview.CALL_OFF_NAME)
        self._cancel.clicked.connect(self.cancelled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addLayout(filled_row(self._bar, self._cancel))
        self.hide()

    def show_progress(self, names: Sequence[str], done: int, count: int) -> None:
        """Say which accounts are being asked, and how many were."""
        self._bar.setRange(0, count)
        self._bar.setValue(done)
        self._words.setText(overview.checking(names, done, count))
        self._cancel.setEnabled(True)

    def show_waiting(self, count: int) -> None:
        """Say that something else is under way, which comes first."""
        self.show_progress((), 0, count)
        self._words.setText(say(overview.WAITS))

    def show_stopping(self) -> None:
        self._words.setText(say(overview.STOPPING))
        self._cancel.setEnabled(False)
