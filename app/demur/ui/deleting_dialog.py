"""Asks what is to be deleted beside a receipt, or beside all of an account's, and says what remains."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDialog, QRadioButton, QVBoxLayout, QWidget

from demur.core.account import AccountId
from demur.core.entry import EntryId, Receipt
from demur.ledger.forgetting import EVERYTHING, Beside, Forgetting, Held
from demur.ui.controls import button, label, named, row
from demur.words import deleting, say, window

_WIDTH_EM = 62
"""How wide the texts are, in letters of the program's font."""


class DeletingDialog(QDialog):
    """Emits the one `Forgetting` that the member agreed to."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, receipt: Receipt, one: Beside, every: Beside, is_gone: bool) -> None:
        """`one` lies beside the receipt, `every` beside all of its account, which `is_gone` where it was signed out."""
        super().__init__(parent)
        self._receipt, self._one, self._every, self._is_gone = receipt, one, every, is_gone
        self._column = QVBoxLayout(self)
        self._held = {held: named(QCheckBox(), "") for held in Held}
        self._whose = {False: QRadioButton(), True: QRadioButton()}
        title = say(deleting.TITLE, number=receipt.index)
        self.setWindowTitle(title)
        named(self, title)
        self._yes = button(deleting.YES)
        self._yes.clicked.connect(self._agree)
        cancel = button(window.CANCEL, kind="primary")
        cancel.clicked.connect(self.reject)
        self._lay_out(title, cancel)
        self._count()
        cancel.setDefault(True)
        cancel.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """Be as high as the texts need at this width: Qt itself starts a dialog at two thirds of the screen at most."""
        self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))
        super().showEvent(event)

    def _lay_out(self, title: str, cancel: QWidget) -> None:
        column = self._column
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(title, "heading"))
        group = QButtonGroup(self)
        words = {False: say(deleting.WHOSE_ONE), True: say(deleting.WHOSE_ALL, count=self._every.receipts)}
        for is_all, choice in self._whose.items():
            choice.setText(words[is_all])
            named(choice, words[is_all])
            choice.toggled.connect(self._count)
            group.addButton(choice)
            column.addWidget(choice)
        for box in self._held.values():
            box.toggled.connect(self._offer)
            column.addWidget(box)
        for text in (deleting.REMAINS, deleting.WHY_THEY_STAY, deleting.COPIES):
            column.addWidget(label(say(text)))
        column.addLayout(row(self._yes, cancel))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDTH_EM)
        self._whose[False].setChecked(True)

    def _count(self) -> None:
        """Say how much there is of each, and offer what there is."""
        beside = self._every if self._whose[True].isChecked() else self._one
        words = {
            Held.NAMES: say(deleting.NAMES),
            Held.REPLIES: say(deleting.REPLIES, count=beside.replies, size=deleting.size(beside.reply_bytes)),
        }
        there = {Held.NAMES: beside.names, Held.REPLIES: beside.replies}
        for held, box in self._held.items():
            box.setText(words[held])
            named(box, words[held])
            box.setEnabled(there[held] > 0)
            box.setChecked(there[held] > 0)
        self._offer()

    def _offer(self) -> None:
        self._yes.setEnabled(bool(self._chosen()))

    def _chosen(self) -> frozenset[Held]:
        return frozenset(held for held, box in self._held.items() if box.isChecked())

    def _agree(self) -> None:
        held, is_all = self._chosen(), self._whose[True].isChecked()
        of: EntryId | AccountId = self._receipt.id
        if is_all and self._receipt.account is not None:
            of = self._receipt.account
        self.accept()
        self.wanted.emit(Forgetting(of, held, is_unlinked=is_all and self._is_gone and held == EVERYTHING))
