"""The account in front of the member: checks it, previews a change, applies it, and says what was seen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from demur.core.account import Account, AccountId
from demur.core.problem import MeaningBroken
from demur.core.route import ApplyWay
from demur.core.setting import State
from demur.ui import siblings
from demur.ui.account_page import AccountPage
from demur.ui.account_words import known_before, note, sentences, whose
from demur.words import say, window

if TYPE_CHECKING:
    from demur.core.outcome import Outcome, Seen, Step
    from demur.core.preview import Preview
    from demur.ui.beyond import Beyond
    from demur.ui.changes_desk import ChangesDesk
    from demur.ui.frame import Frame
    from demur.ui.leaving import Leaving
    from demur.ui.page_account import PageAccount
    from demur.ui.preview_page import PreviewPage
    from demur.ui.reminder_desk import ReminderCard


class AccountDesk(QObject):
    """Joins the account page and the preview to the main job."""

    receipt_wanted = Signal(str, int)
    history_wanted = Signal(str)
    letter_wanted = Signal(str)
    complaint_wanted = Signal(str)
    account_gone = Signal()
    other_desk_wanted = Signal(str)
    """The account is now minded in another way, which another page is for."""
    _stepped = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.page = AccountPage()
        frame.after_first_paint(self.page.hear_keys)
        self._account: Account | None = None
        self._stop = threading.Event()
        self._has_written = False
        self.is_applying = False
        self._working_on: AccountId | None = None
        self.page.check_wanted.connect(self.check)
        self.page.change_wanted.connect(lambda state: self.ask(State(state)))
        self.page.record_wanted.connect(self._record)
        self.page.receipt_wanted.connect(self._open_receipt)
        self.page.history_wanted.connect(self._open_history)
        self.page.stop_wanted.connect(self.stop)
        self.page.leave_wanted.connect(self._ask_to_leave)
        self.page.region_wanted.connect(self._ask_region)
        self.page.report_wanted.connect(frame.report)
        self.page.siblings.chosen.connect(lambda account: self.show_account(AccountId(account)))
        self._stepped.connect(self._show_step)

    @cached_property
    def preview(self) -> PreviewPage:
        from demur.ui.preview_page import PreviewPage

        made = PreviewPage()
        self._frame.adopt(made)
        made.confirmed.connect(self._confirmed)
        made.left.connect(self._back)
        return made

    @cached_property
    def _on_page(self) -> PageAccount:
        """What an account on a platform's own page has beside its state."""
        from demur.ui.page_account import PageAccount

        made = PageAccount(self._frame)
        self.page.put_below(made.card)
        made.other_desk_wanted.connect(self.other_desk_wanted)
        return made

    @cached_property
    def _changes(self) -> ChangesDesk:
        from demur.ui.changes_desk import ChangesDesk  # no start needs it

        made = ChangesDesk(self._frame)
        self.page.put_next_to_state(*made.cards)
        made.region_wanted.connect(self._ask_region)
        made.complaint_wanted.connect(self.complaint_wanted)
        return made

    @cached_property
    def _reminder(self) -> ReminderCard:
        from demur.ui.reminder_desk import ReminderCard  # no start needs it

        made = ReminderCard(self._frame)
        self.page.put_below(made.card)
        return made

    @cached_property
    def _beyond(self) -> Beyond:
        from demur.ui.beyond import Beyond  # no start needs it

        made = Beyond(self._frame)
        self.page.put_last(made.card)
        made.letter_wanted.connect(self.letter_wanted)
        return made

    def show_account(self, account_id: AccountId) -> None:
        """Bring an account to the front as it is remembered; nothing is asked of its platform."""
        account = self._frame.product.accounts.find(account_id)
        if account is None:
            self.account_gone.emit()
            return
        self._account = account
        if self._working_on != account_id:
            self.page.show_idle()
            self._show_remembered()
        self._frame.show_page(self.page, account.id)
        self._frame.after_first_paint(lambda: self._show_more(account))
        self.page.scroll_to_top()

    def check(self) -> None:
        """Read the setting now."""
        if (account := self._account) is None or self._working_on:
            return
        self._ask_platform(account, lambda: self._frame.product.opt_out.look(account.id), self._seen)

    def ask(self, target: State) -> None:
        """Read the setting and show what would be sent."""
        if (account := self._account) is None or self._working_on:
            return
        self._ask_platform(account, lambda: self._frame.product.opt_out.preview(account.id, target), self._show_preview)

    def stop(self) -> None:
        """Call the work off; what was written down already is read back all the same."""
        self._stop.set()
        if self.is_applying and self._has_written:
            self.page.show_stopping()

    def show_resumed(self, outcomes_found: list[Outcome]) -> None:
        """Say what a look at an interrupted attempt found."""
        from demur.words import outcomes

        for outcome in outcomes_found:
            platform = self._frame.platform_name(outcome.account)
            self._frame.banner.say(outcomes.headline(outcome, platform), outcomes.detail(outcome, platform))
        if self._account is not None:
            self.show_account(self._account.id)

    def _run(self, work: Callable[[], object], then: Callable[..., None]) -> None:
        self._frame.run(self, work, then, self._failed)

    def _ask_platform(self, account: Account, work: Callable[[], object], then: Callable[..., None]) -> None:
        """Do what asks the platform, once the member has agreed to that where its terms speak of programs."""

        def go_on() -> None:
            self._begin(account, say(window.WORKING, platform=self._frame.platform_name(account)))
            self._frame.reach(self, account, work, then, self._failed)

        self._frame.agreed(account, go_on)

    def _begin(self, account: Account, sentence: str, is_applying: bool = False) -> None:
        self._frame.banner.hide()
        self._working_on, self.is_applying, self._has_written = account.id, is_applying, False
        self._stop.clear()
        self.page.show_working(sentence, _steps() if is_applying else ())

    def _end(self) -> None:
        self._working_on, self.is_applying = None, False
        self.page.show_idle()
        self._frame.refresh()

    def _seen(self, seen: Seen) -> None:
        self._end()
        self._note_page()
        self._reload()
        self._tell_change(seen)

    def _note_page(self) -> None:
        """A page was read: its recipe fits the live page, and a kept sign-in is kept as it is now."""
        if (account := self._account) is not None and self._frame.has_page(account):
            pages = self._frame.product.rooms.pages
            self._frame.run(self, lambda: pages.note_read(account), lambda _: self._on_page.show(account))

    def _tell_change(self, seen: Seen, is_beside_preview: bool = False) -> None:
        """Say below the state what changed; above the page what could not be recorded, or stands beside a preview."""
        if self._account is None:
            return
        self._changes.tell(self._account, seen)
        if is_beside_preview or seen.not_saved is not None:
            self._changes.tell_above(seen)

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._frame.banner.say_problem(error)
        self._reload()

    def _reload(self) -> None:
        if self._account is not None:
            self._account = self._frame.product.accounts.find(self._account.id) or self._account
            self._show_remembered()
            if "meaning" in self.page.__dict__:
                self._show_meaning(self._account, is_new=False)
            self._reminder.show_account(self._account)

    def _show_remembered(self) -> None:
        if (account := self._account) is not None:
            platform, setting = self._frame.platform_name(account), self._frame.setting_label(account)
            self.page.show_account(account, platform, setting, note(account))
            self.page.siblings.show_settings(siblings.of(account, self._frame))
            if account.last is not None and account.last.state is State.UNKNOWN:
                self.page.card.say_also(known_before(account, self._frame))
                if self._frame.has_page(account):
                    self.page.card.offer_also(*self._on_page.ways_on(account))

    def _show_preview(self, preview: Preview) -> None:
        self._end()
        self._reload()
        if (account := self._account) is None or account.id != preview.account:
            return
        platform, setting = self._frame.platform_name(account), self._frame.setting_label(account)
        ways = self._frame.pages.ways(account) if self._frame.has_page(account) else None
        self.preview.show_preview(preview, account, platform, setting, sentences(account, self._frame), ways)
        self._frame.show_page(self.preview, account.id)
        if preview.seen is not None:
            self._tell_change(preview.seen, is_beside_preview=True)

    def _back(self) -> None:
        if self._account is not None:
            self.show_account(self._account.id)

    def _confirmed(self, code: str, way: str) -> None:
        """Go the way that the member confirmed; in their own browser nothing is applied from here."""
        if (account := self._account) is not None and way:
            self._frame.product.rooms.pages.keep_way(account, ApplyWay(way))
            self._on_page.show(account)
        if way == ApplyWay.OWN_BROWSER and account is not None:
            self.other_desk_wanted.emit(account.id)
            return
        self._apply(code)

    def _apply(self, code: str) -> None:
        if (account := self._account) is None or self._working_on:
            return
        self._begin(account, say(window.APPLYING), is_applying=True)
        self._frame.show_page(self.page, account.id)
        opt_out, stop = self._frame.product.opt_out, self._stop
        self._run(
            lambda: opt_out.apply(code, lambda step: self._stepped.emit(step.value), lambda: not stop.is_set()),
            self._applied,
        )

    def _show_step(self, step: str) -> None:
        from demur.core.outcome import Step

        self._has_written = step not in {Step.READ, Step.WRITE_DOWN}
        if self.is_applying and not self._stop.is_set():
            self.page.card.show_steps(_steps(), Step(step), is_over=False)

    def _applied(self, outcome: Outcome | None) -> None:
        self._end()
        self._reload()
        if outcome is None:
            self._frame.banner.say(say(window.CALLED_OFF))
            return
        self._show_outcome(outcome, _steps())

    def _show_outcome(self, outcome: Outcome, steps: tuple[Step, ...]) -> None:
        if self._account is not None and self._account.id == outcome.account.id:
            self.page.show_outcome(outcome, self._frame.platform_name(outcome.account), steps)
            self._changes.show_after(outcome)
        self._settle(outcome.account.id)

    def _settle(self, account_id: AccountId) -> None:
        """After the outcome is on the screen: the newest checkpoint goes into the vault."""
        self._frame.run(self, lambda: self._frame.product.settle(account_id), lambda _: None)

    def _record(self) -> None:
        if (account := self._account) is None or self._working_on:
            return
        self._ask_platform(account, lambda: self._frame.product.opt_out.observe(account.id), self._recorded)

    def _recorded(self, outcome: Outcome) -> None:
        self._end()
        self._reload()
        self._show_outcome(outcome, ())

    def _open_receipt(self, index: int) -> None:
        if self._account is not None:
            self.receipt_wanted.emit(self._account.id, index)

    def _open_history(self) -> None:
        if self._account is not None:
            self.history_wanted.emit(self._account.id)

    def _ask_to_leave(self) -> None:
        if (account := self._account) is not None and not self._working_on:
            self._leaving.ask(account, self.page)

    def _ask_region(self) -> None:
        if (account := self._account) is None or self._working_on:
            return
        from demur.ui import region_change  # no start needs it

        region_change.ask(self._frame, self.page, account, lambda: self.show_account(account.id))

    @cached_property
    def _leaving(self) -> Leaving:
        from demur.ui.leaving import Leaving

        made = Leaving(self._frame)
        made.left.connect(self._left)
        return made

    def _left(self) -> None:
        self._account = None
        self.account_gone.emit()

    def _show_more(self, account: Account) -> None:
        """Show what stands below the state: the ways there are, and what it means."""
        if "_on_page" in self.__dict__ or self._frame.has_page(account):
            self._on_page.show(account)
        self._changes.show(account)
        self._reminder.show_account(account)
        self._show_meaning(account)
        self._beyond.show(account)

    def _show_meaning(self, account: Account, is_new: bool = True) -> None:
        """Show what it means; after another reading, only whether that contradicts the sources."""
        meaning = self.page.meaning
        try:
            told = self._frame.product.guide.told(account)
        except MeaningBroken as problem:
            if is_new:
                meaning.show_broken(problem)
            return
        show = meaning.show_told if is_new else meaning.show_contradiction
        show(told, whose(account, self._frame), datetime.now(UTC).date())


def _steps() -> tuple[Step, ...]:
    from demur.core.outcome import Step

    return tuple(Step)
