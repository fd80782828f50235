"""Links to the other settings of the same sign-in, each with its state in words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from demur.core.account import Account
from demur.ui.controls import button, clear, label, row
from demur.ui.frame import Frame
from demur.words import accounts as words
from demur.words import say, states


class Siblings(QFrame):
    """Reports which one the member wants to see; it takes no room where there is none."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_settings(self, settings: Sequence[tuple[Account, str]]) -> None:
        """Show these accounts, each with the label of its setting."""
        clear(self._column)
        self.setVisible(bool(settings))
        if not settings:
            return
        self._column.addWidget(label(say(words.SIBLINGS), "heading"))
        for account, setting in settings:
            state = states.account_state(account)
            text, name = (say(form, setting=setting, state=state) for form in (words.SIBLING, words.SIBLING_NAME))
            link = button(text.replace("&", "&&"), name, kind="link")
            link.clicked.connect(partial(self.chosen.emit, account.id))
            self._column.addLayout(row(link))


def of(account: Account, frame: Frame) -> list[tuple[Account, str]]:
    """Return the other accounts of an account's sign-in, each with the label of its setting."""
    others = frame.product.accounts.of_sign_in(account.sign_in)
    return [(other, frame.setting_label(other)) for other in others if other.id != account.id]


def all_go(account: Account, frame: Frame) -> str:
    """Return what a question about leaving says of them."""
    return words.all_go(setting for _, setting in of(account, frame))
