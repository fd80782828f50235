"""One account: is my data used, what the switch means here, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from demur.core.account import Account
from demur.core.outcome import Outcome, Step
from demur.core.setting import State
from demur.ui import dates
from demur.ui.controls import Page, button, label, named, restyle, row
from demur.ui.meaning_view import MeaningView
from demur.ui.state_card import StateCard
from demur.words import outcomes, say, states, window


class AccountPage(Page):
    """Shows an account and reports what the member wants; it decides nothing."""

    check_wanted = Signal()
    change_wanted = Signal(str)
    record_wanted = Signal()
    receipt_wanted = Signal(int)
    stop_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self._title, self._subtitle = label("", "title"), label("", "soft")
        self._check = button(window.CHECK_AGAIN, window.CHECK_AGAIN_NAME)
        self._check.clicked.connect(self.check_wanted)
        QShortcut(QKeySequence.StandardKey.Refresh, self, self._check.click)
        titles = QVBoxLayout()
        titles.addWidget(self._title)
        titles.addWidget(self._subtitle)
        head = QHBoxLayout()
        head.addLayout(titles, 1)
        head.addWidget(self._check, 0, Qt.AlignmentFlag.AlignTop)
        self.card, self.meaning = StateCard(), MeaningView()
        self._leave = button(window.SIGN_OUT, window.SIGN_OUT_NAME, kind="link")
        self._leave.clicked.connect(self.leave_wanted)
        self.column.addLayout(head)
        self.column.addWidget(self.card)
        self.column.addWidget(self.meaning)
        self.column.addLayout(row(self._leave))
        self.column.addStretch(1)

    def show_account(self, account: Account, platform: str, setting: str, note: str) -> None:
        """Show an account as it is remembered; nothing is asked of the platform."""
        self._title.setText(setting)
        named(self, f"{setting}, {platform}")
        self._subtitle.setText(" · ".join(filter(None, (_subtitle(account, platform), note))))
        if account.last is None:
            text = say(window.NEVER_READ_TEXT, platform=platform)
            self.card.show_words(State.UNKNOWN, say(window.NEVER_READ), text)
            self._set_check(window.CHECK_NOW, is_primary=True)
            return
        self._set_check(window.CHECK_AGAIN, is_primary=False)
        state = account.last.state
        self.card.show_words(state, say(states.HEADLINE[state]), states.explained(account, platform))
        self.card.offer(*self._ways_on(state))

    def show_working(self, sentence: str, steps: Sequence[Step] = (), reached: Step | None = None) -> None:
        """Show that work is under way, its steps, and a way to stop it."""
        self._check.setEnabled(False)
        self._leave.setEnabled(False)
        self.card.show_words(State.UNKNOWN, sentence, "")
        if steps:
            self.card.show_steps(steps, reached, is_over=False)
            stop = button(window.CANCEL)
            stop.clicked.connect(self.stop_wanted)
            self.card.offer(stop)

    def show_stopping(self) -> None:
        self.card.show_words(State.UNKNOWN, say(window.APPLYING), say(window.STOPPING))

    def show_idle(self) -> None:
        """Work is over; everything can be used again."""
        self._check.setEnabled(True)
        self._leave.setEnabled(True)

    def show_outcome(self, outcome: Outcome, platform: str, steps: Sequence[Step]) -> None:
        """Show what came of a choice, in the words for exactly that."""
        tone = getattr(outcome.after, "state", State.UNKNOWN)
        headline, detail = outcomes.headline(outcome, platform), outcomes.detail(outcome, platform)
        self.card.show_words(tone, headline, detail)
        if steps:
            self.card.show_steps(steps, steps[-1], is_over=outcome.receipt is not None)
        ways: list[QPushButton] = []
        if outcome.receipt is not None:
            view = button(window.VIEW_RECEIPT, window.VIEW_RECEIPT_NAME, kind="primary")
            index = outcome.receipt.index
            view.clicked.connect(lambda: self.receipt_wanted.emit(index))
            ways.append(view)
        self.card.offer(*ways, *self._ways_on(tone, is_primary=not ways, may_record=False))
        self.scroll_to_top()
        if ways:
            ways[0].setFocus()

    def _ways_on(self, state: State, is_primary: bool = True, may_record: bool = True) -> list[QPushButton]:
        kind = "primary" if is_primary else "ghost"
        ways: list[QPushButton] = []
        if state is State.ON:
            ways.append(self._change_button(window.OPT_OUT, window.OPT_OUT_NAME, State.OFF, kind))
        elif state is State.OFF:
            ways.append(self._change_button(window.OPT_IN, window.OPT_IN_NAME, State.ON, "ghost"))
        if may_record and state in {State.OFF, State.NOT_OFFERED}:
            record = button(window.RECORD_SEEN)
            record.clicked.connect(self.record_wanted)
            ways.append(record)
        return ways

    def _change_button(self, text: str, name: str, target: State, kind: str) -> QPushButton:
        made = button(text, name, kind=kind)
        made.clicked.connect(lambda: self.change_wanted.emit(target.value))
        return made

    def _set_check(self, text: str, is_primary: bool) -> None:
        self._check.setText(say(text))
        named(self._check, say(text).replace("&", ""))
        self._check.setProperty("kind", "primary" if is_primary else "ghost")
        restyle(self._check)


def _subtitle(account: Account, platform: str) -> str:
    if account.last is None:
        return say(window.SIGNED_IN_AS, platform=platform, handle=account.identity.handle)
    form = window.ASKED_AT if account.last.state is State.UNKNOWN else window.READ_AT
    return say(form, platform=platform, handle=account.identity.handle, when=dates.moment(account.last.at))
