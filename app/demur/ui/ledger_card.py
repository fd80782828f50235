"""The card in Settings for all receipts at once: backup, restore, a new ledger, and being rid of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout

from demur.ui.controls import box_of, button, card, label, named, row
from demur.words import deleting, ledger_card, older, say, window


class LedgerCard(QFrame):
    """Reports what the member wants done with the receipts of their accounts, or of practice."""

    back_up_wanted = Signal(bool)
    restore_wanted = Signal(bool)
    import_wanted = Signal()
    new_wanted = Signal(bool)
    delete_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        part = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(part)
        self._which = named(QComboBox(), say(ledger_card.WHICH))
        self._which.addItem(say(window.YOUR_ACCOUNTS), False)
        self._which.addItem(say(window.PRACTICE), True)
        self._said = label("", "soft")
        self._said.hide()
        ways = {
            button(ledger_card.BACK_UP, ledger_card.BACK_UP_NAME): self.back_up_wanted,
            button(ledger_card.RESTORE, ledger_card.RESTORE_NAME): self.restore_wanted,
            button(older.NEW, older.NEW_NAME): self.new_wanted,
            button(deleting.ALL, deleting.ALL_NAME): self.delete_wanted,
        }
        for way, wanted in ways.items():
            way.clicked.connect(lambda _, wanted=wanted: wanted.emit(self.is_practice))
        bring_in = button(ledger_card.IMPORT, ledger_card.IMPORT_NAME)
        bring_in.clicked.connect(self.import_wanted)
        self._ways = (*ways, bring_in)
        box_of(part).addWidget(label(say(ledger_card.TITLE), "heading"))
        box_of(part).addLayout(row(self._which))
        box_of(part).addLayout(row(*self._ways))
        box_of(part).addWidget(self._said)
        box_of(part).addWidget(label(say(ledger_card.BACK_UP_WHY), "soft"))
        box_of(part).addWidget(label(say(ledger_card.IMPORT_WHY), "soft"))
        box_of(part).addWidget(label(say(older.NEW_WHEN_CARD), "soft"))

    @property
    def is_practice(self) -> bool:
        return bool(self._which.currentData())

    def show_working(self, words: str) -> None:
        """Say what is under way; meanwhile nothing else can be begun."""
        self.show_said(words)
        for way in self._ways:
            way.setEnabled(False)

    def show_idle(self) -> None:
        self.show_said("")
        for way in self._ways:
            way.setEnabled(True)

    def show_said(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
