"""One account: is my data used, what the switch means here, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from demur.core.account import Account
from demur.core.setting import State
from demur.ui import dates
from demur.ui.controls import Page, button, label, named, on_top, restyle, row
from demur.ui.siblings import Siblings
from demur.ui.state_card import StateCard
from demur.words import say, states, window

if TYPE_CHECKING:
    from demur.core.outcome import Outcome, Step
    from demur.core.problem import Problem
    from demur.ui.meaning_view import MeaningView


class AccountPage(Page):
    """Shows an account and reports what the member wants; it decides nothing."""

    check_wanted = Signal()
    change_wanted = Signal(str)
    record_wanted = Signal()
    history_wanted = Signal()
    receipt_wanted = Signal(int)
    stop_wanted = Signal()
    leave_wanted = Signal()
    region_wanted = Signal()
    report_wanted = Signal(object)
    """The `Trouble` that a report is wanted of."""

    def __init__(self) -> None:
        super().__init__("")
        self._title, self._subtitle = label("", "title"), label("", "soft")
        self._check = button(window.CHECK_AGAIN, window.CHECK_AGAIN_NAME)
        self._check.clicked.connect(self.check_wanted)
        self._history = button(window.HISTORY, window.HISTORY_NAME)
        self._history.clicked.connect(self.history_wanted)
        head, titles = QHBoxLayout(), QVBoxLayout()
        head.addWidget(self._title, 1)
        head.addLayout(on_top(self._history))
        head.addLayout(on_top(self._check))
        titles.addLayout(head)
        titles.addWidget(self._subtitle)
        self.card, self.siblings = StateCard(), Siblings()
        self._leave = button(window.SIGN_OUT, window.SIGN_OUT_NAME, kind="link")
        self._leave.clicked.connect(self.leave_wanted)
        self.column.addLayout(titles)
        for part in (self.card, self.siblings):
            self.column.addWidget(part)
        self.column.addLayout(row(self._leave))
        self.column.addStretch(1)

    def hear_keys(self) -> None:
        """Let F5 check again; not at the start, since the list of a system's usual keys takes its time."""
        from PySide6.QtGui import QKeySequence, QShortcut

        QShortcut(QKeySequence.StandardKey.Refresh, self, self._check.click)

    @cached_property
    def meaning(self) -> MeaningView:
        """What the state means here; it is made after the first paint of the state itself."""
        from demur.ui.meaning_view import MeaningView

        made = MeaningView()
        made.report_wanted.connect(self.report_wanted)
        made.region_wanted.connect(self.region_wanted)
        self.column.insertWidget(self.column.indexOf(self.siblings) + 1, made)
        return made

    def put_last(self, part: QWidget) -> None:
        """Put something below what the state means."""
        self.column.insertWidget(self.column.indexOf(self.meaning) + 1, part)

    def put_next_to_state(self, *parts: QWidget) -> None:
        """Put what concerns the state itself directly below it."""
        for number, part in enumerate(parts, start=1):
            self.column.insertWidget(self.column.indexOf(self.card) + number, part)

    def put_below(self, part: QWidget) -> None:
        """Put what some kind of account has more below its state."""
        self.column.insertWidget(self.column.indexOf(self.siblings), part)

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
        state, is_told = account.last.state, account.last.is_told
        self.card.show_words(state, states.headline(account), states.explained(account, platform), is_told=is_told)
        self.card.offer(*self._ways_on(state), *self._reports(None if is_told else account.last.reason))

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

    def show_waiting(self) -> None:
        """Show that it is not this account's turn yet, and a way to call that off."""
        self._check.setEnabled(False)
        self._leave.setEnabled(False)
        self.card.show_words(State.UNKNOWN, say(window.WAITS_ITS_TURN), say(window.WAITS_ITS_TURN_TEXT))
        no_longer = button(window.NO_LONGER, window.NO_LONGER_NAME)
        no_longer.clicked.connect(self.stop_wanted)
        self.card.offer(no_longer)

    def show_stopping(self) -> None:
        self.card.show_words(State.UNKNOWN, say(window.APPLYING), say(window.STOPPING))

    def show_idle(self) -> None:
        """Work is over; everything can be used again."""
        self._check.setEnabled(True)
        self._leave.setEnabled(True)

    def show_outcome(self, outcome: Outcome, platform: str, steps: Sequence[Step]) -> None:
        """Show what came of a choice, in the words for exactly that."""
        from demur.words import outcomes  # no start needs it

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
        ways_on = self._ways_on(tone, is_primary=not ways, may_record=False)
        self.card.offer(*ways, *ways_on, *self._reports(_went_wrong(outcome)))
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

    def _reports(self, wrong: Problem | str | None) -> list[QPushButton]:
        """Return the button for the report of a problem, or of a code that was kept of one."""
        if wrong is None:
            return []
        from demur.core.trouble import Trouble, trouble_of  # only where something went wrong
        from demur.ui.report_button import report_button

        trouble = Trouble(wrong) if isinstance(wrong, str) else trouble_of(wrong)
        return [report_button(trouble, self.report_wanted.emit)]

    def _change_button(self, text: str, name: str, target: State, kind: str) -> QPushButton:
        made = button(text, name, kind=kind)
        made.clicked.connect(lambda: self.change_wanted.emit(target.value))
        return made

    def _set_check(self, text: str, is_primary: bool) -> None:
        self._check.setText(say(text))
        named(self._check, say(text).replace("&", ""))
        self._check.setProperty("kind", "primary" if is_primary else "ghost")
        restyle(self._check)


def _went_wrong(outcome: Outcome) -> Problem | str | None:
    """Return what the words about an outcome name as a problem, the gravest first."""
    from demur.core.entry import Unseen

    unseen = outcome.after.reason if isinstance(outcome.after, Unseen) else None
    return outcome.not_saved or outcome.write_problem or unseen


def _subtitle(account: Account, platform: str) -> str:
    whose = window.CALLED_BY_YOU if account.is_named_by_member else window.SIGNED_IN_AS
    who = say(whose, platform=platform, handle=account.identity.handle)
    if account.last is None:
        return who
    form = window.ASKED_AT if account.last.state is State.UNKNOWN else window.READ_AT
    form = window.TOLD_AT if account.last.is_told else form
    return say(form, who=who, when=dates.moment(account.last.at))
