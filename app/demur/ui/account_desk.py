"""The account in front of the member: checks it, previews a change, applies it, and says what was seen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from demur.core.account import Account, AccountId
from demur.core.problem import MeaningBroken
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


class Work(NamedTuple):
    """What is under way, and for which account: the member may have gone on to another."""

    account: Account
    sentence: str
    is_applying: bool = False


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
        self._work: Work | None = None
        self._reached: Step | None = None
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
        made.stay_changed.connect(self._show_reminder)
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
        self._show_remembered()
        self._show_work()
        self._frame.show_page(self.page, account.id)
        self._frame.after_first_paint(lambda: self._show_more(account))
        self.page.scroll_to_top()

    def check(self) -> None:
        """Read the setting now."""
        if (account := self._account) is not None:
            opt_out = self._frame.product.opt_out
            self._ask_platform(account, lambda: opt_out.look(account.id), lambda seen: self._seen(account, seen))

    def ask(self, target: State) -> None:
        """Read the setting and show what would be sent."""
        if (account := self._account) is not None:
            opt_out = self._frame.product.opt_out
            self._ask_platform(account, lambda: opt_out.preview(account.id, target), self._show_preview)

    @property
    def is_applying(self) -> bool:
        return self._work is not None and self._work.is_applying

    def stop(self) -> None:
        """Call off what is under way, or waits, for the account before the member; what was written is read back."""
        if (account := self._account) is not None and self._frame.turns.waits(account.id):
            self._frame.turns.drop(account.id)
            self._reload()
            return
        self._stop.set()
        if self._work is not None and self._frame.has_page(self._work.account):
            self._frame.pages.end_turn(self._work.account)
        if self.is_applying and self._has_written:
            self.page.show_stopping()

    def stop_all(self) -> None:
        """The window closes: nothing that waits is begun any more, and what is under way is called off."""
        self._frame.turns.drop_all()
        self.stop()

    def show_resumed(self, outcomes_found: list[Outcome]) -> None:
        """Say what a look at an interrupted attempt found."""
        from demur.words import outcomes

        found = [(outcome, self._frame.platform_name(outcome.account)) for outcome in outcomes_found]
        if found:
            headlines = "\n".join(outcomes.headline(*one) for one in found)
            self._frame.banner.say(headlines, "\n".join(outcomes.detail(*one) for one in found))
        if self._account is not None:
            self.show_account(self._account.id)

    def _ask_platform(self, account: Account, work: Callable[[], object], then: Callable[..., None]) -> None:
        """Do what asks the platform, once the member has agreed to that where its terms speak of programs."""

        def reach() -> None:
            self._frame.reach(self, account, work, then, lambda error: self._failed(account, error))

        def go_on() -> None:
            work_now = Work(account, say(window.WORKING, platform=self._frame.platform_name(account)))
            self._take_turn(work_now, reach)

        self._frame.agreed(account, go_on)

    def _take_turn(self, work: Work, begin: Callable[[], None]) -> None:
        """Begin as soon as nobody else asks a platform for something; until then the account's page says so."""
        account, turns = work.account, self._frame.turns
        if self._work is not None and self._work.account.id == account.id:
            return  # it is being done already, and the page shows it

        def begin_now() -> None:
            if self._frame.product.accounts.find(account.id) is None:
                turns.give_back(account.id)  # it was forgotten meanwhile
                return
            self._work, self._reached, self._has_written = work, None, False
            self._stop.clear()
            self._show_work()
            begin()

        self._frame.banner.hide()
        turns.take(account.id, begin_now)
        self._show_work()

    def _show_work(self) -> None:
        """Show what is under way for the account before the member, or that it waits, or neither."""
        account, work = self._account, self._work
        if account is None:
            return
        if work is not None and work.account.id == account.id:
            self.page.show_working(work.sentence, _steps() if work.is_applying else (), self._reached)
        elif self._frame.turns.waits(account.id):
            self.page.show_waiting()
        else:
            self.page.show_idle()

    def _end(self) -> None:
        whose, self._work = self._work, None
        self._show_work()
        if whose is not None:
            self._frame.turns.give_back(whose.account.id)
        self._frame.refresh()

    def _seen(self, account: Account, seen: Seen) -> None:
        self._end()
        self._note_page(account)
        self._reload()
        self._tell_change(account, seen)

    def _is_before(self, account: Account) -> bool:
        """Tell whether an account is the one before the member, who may have gone on to another meanwhile."""
        return self._account is not None and self._account.id == account.id

    def _note_page(self, account: Account) -> None:
        """A page was read: its recipe fits the live page, and a kept sign-in is kept as it is now."""
        if self._frame.has_page(account):
            pages = self._frame.product.rooms.pages
            self._frame.run(self, lambda: pages.note_read(account), lambda _: self._show_on_page(account))

    def _show_reminder(self, account: Account) -> None:
        if self._is_before(account):
            self._reminder.show_account(account)

    def _show_on_page(self, account: Account) -> None:
        if self._account is not None and self._is_before(account):
            self._on_page.show(self._account)  # as it is known by now

    def _tell_change(self, account: Account, seen: Seen, is_beside_preview: bool = False) -> None:
        """Say below the state what changed; above the page what could not be recorded, or stands beside a preview.

        Of an account that the member has left meanwhile, its row says what changed, and its page will.
        """
        if not self._is_before(account):
            if seen.not_saved is not None:
                self._frame.banner.say_problem(seen.not_saved, self._name(account))
            return
        self._changes.tell(account, seen)
        if is_beside_preview or seen.not_saved is not None:
            self._changes.tell_above(seen)

    def _failed(self, account: Account, error: BaseException) -> None:
        self._end()
        self._frame.banner.say_problem(error, "" if self._is_before(account) else self._name(account))
        self._reload()

    def _name(self, account: Account) -> str:
        from demur.words import overview  # only where several accounts are at hand

        return say(overview.WHOSE, platform=self._frame.platform_name(account), handle=account.identity.handle)

    def _reload(self) -> None:
        if self._account is not None:
            self._account = self._frame.product.accounts.find(self._account.id) or self._account
            self._show_remembered()
            self._show_work()
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
            self._tell_change(account, preview.seen, is_beside_preview=True)

    def _back(self) -> None:
        if self._account is not None:
            self.show_account(self._account.id)

    def _confirmed(self, code: str, way: str) -> None:
        """Go the way that the member confirmed; in their own browser nothing is applied from here."""
        from demur.core.route import ApplyWay  # no start needs it

        if (account := self._account) is not None and way:
            self._frame.product.rooms.pages.keep_way(account, ApplyWay(way))
            self._on_page.show(account)
        if way == ApplyWay.OWN_BROWSER and account is not None:
            self.other_desk_wanted.emit(account.id)
            return
        self._apply(code)

    def _apply(self, code: str) -> None:
        if (account := self._account) is None:
            return
        opt_out, stop = self._frame.product.opt_out, self._stop

        def apply() -> Outcome | None:
            return opt_out.apply(code, lambda step: self._stepped.emit(step.value), lambda: not stop.is_set())

        def begin() -> None:
            self._frame.run(self, apply, self._applied, lambda error: self._failed(account, error))

        self._frame.show_page(self.page, account.id)
        self._take_turn(Work(account, say(window.APPLYING), is_applying=True), begin)

    def _show_step(self, step: str) -> None:
        from demur.core.outcome import Step

        self._has_written, self._reached = step not in {Step.READ, Step.WRITE_DOWN}, Step(step)
        work = self._work
        if work is not None and work.is_applying and self._is_before(work.account) and not self._stop.is_set():
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
        self._frame.settle(self, outcome.account.id)

    def _record(self) -> None:
        if (account := self._account) is not None:
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
        if (account := self._account) is not None and not self._is_busy(account):
            self._leaving.ask(account, self.page)

    def _ask_region(self) -> None:
        if (account := self._account) is None or self._is_busy(account):
            return
        from demur.ui import region_change  # no start needs it

        region_change.ask(self._frame, self.page, account, lambda: self.show_account(account.id))

    def _is_busy(self, account: Account) -> bool:
        """Tell whether something is under way for an account, or waits to be."""
        return account.id == self._frame.turns.holder or self._frame.turns.waits(account.id)

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
        if not self._is_before(account):
            return  # the window was just painted for the first time, and the member was quicker
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
