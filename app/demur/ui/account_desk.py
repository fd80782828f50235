"""The account in front of the member: checks it, previews a change, applies it, and says what was seen."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox

from demur.core.account import Account, AccountId
from demur.core.outcome import Outcome, Seen, Step
from demur.core.preview import Preview
from demur.core.problem import MeaningBroken
from demur.core.setting import State
from demur.meaning import regions
from demur.meaning.claim import ClaimKind
from demur.ui import dates
from demur.ui.account_page import AccountPage
from demur.ui.controls import named
from demur.ui.frame import Frame
from demur.ui.meaning_view import Whose, about_words
from demur.ui.preview_page import PreviewPage, Sentences
from demur.words import outcomes, problems, say, signing_in, window

_STEPS = tuple(Step)
_AFTER_FIRST_PAINT_MS = 10


class AccountDesk(QObject):
    """Joins the account page and the preview to the main job."""

    receipt_wanted = Signal(str, int)
    account_gone = Signal()
    _stepped = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.page, self.preview = AccountPage(), PreviewPage()
        self._account: Account | None = None
        self._stop = threading.Event()
        self._has_written = False
        self.is_applying = False
        self._working_on: AccountId | None = None
        self.page.check_wanted.connect(self.check)
        self.page.change_wanted.connect(lambda state: self.ask(State(state)))
        self.page.record_wanted.connect(self._record)
        self.page.receipt_wanted.connect(self._open_receipt)
        self.page.stop_wanted.connect(self.stop)
        self.page.leave_wanted.connect(self._ask_to_leave)
        self.preview.confirmed.connect(self._apply)
        self.preview.left.connect(self._back)
        self._stepped.connect(self._show_step)

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
        if self.page.isVisible():
            self._show_meaning(account)
        else:  # at the start the state's words come first, and what they mean right after
            QTimer.singleShot(_AFTER_FIRST_PAINT_MS, lambda: self._show_meaning(account))
        self.page.scroll_to_top()

    def check(self) -> None:
        """Read the setting now."""
        if (account := self._account) is None or self._working_on:
            return
        self._begin(account, say(window.WORKING, platform=self._frame.platform_name(account)))
        self._run(lambda: self._frame.product.opt_out.look(account.id), self._seen)

    def ask(self, target: State) -> None:
        """Read the setting and show what would be sent."""
        if (account := self._account) is None or self._working_on:
            return
        self._begin(account, say(window.WORKING, platform=self._frame.platform_name(account)))
        self._run(lambda: self._frame.product.opt_out.preview(account.id, target), self._show_preview)

    def stop(self) -> None:
        """Call the work off; what was written down already is read back all the same."""
        self._stop.set()
        if self.is_applying and self._has_written:
            self.page.show_stopping()

    def show_resumed(self, outcomes_found: list[Outcome]) -> None:
        """Say what a look at an interrupted attempt found."""
        for outcome in outcomes_found:
            platform = self._frame.platform_name(outcome.account)
            self._frame.banner.say(outcomes.headline(outcome, platform), outcomes.detail(outcome, platform))
        if self._account is not None:
            self.show_account(self._account.id)

    def _run(self, work: Callable[[], object], then: Callable[..., None]) -> None:
        self._frame.run(self, work, then, self._failed)

    def _begin(self, account: Account, sentence: str, is_applying: bool = False) -> None:
        self._frame.banner.hide()
        self._working_on, self.is_applying, self._has_written = account.id, is_applying, False
        self._stop.clear()
        self.page.show_working(sentence, _STEPS if is_applying else ())

    def _end(self) -> None:
        self._working_on, self.is_applying = None, False
        self.page.show_idle()
        self._frame.refresh()

    def _seen(self, seen: Seen) -> None:
        self._end()
        self._reload()
        self._tell_change(seen)

    def _tell_change(self, seen: Seen) -> None:
        """Say above the page that a switch is on again, and where that is recorded."""
        if seen.changed_since is not None:
            self._frame.banner.say(outcomes.turned_on(dates.full(seen.changed_since)), outcomes.turned_on_record(seen))
        elif seen.not_saved is not None:
            self._frame.banner.say_problem(seen.not_saved)

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._frame.banner.say_problem(error)
        self._reload()

    def _reload(self) -> None:
        if self._account is not None:
            self._account = self._frame.product.accounts.find(self._account.id) or self._account
            self._show_remembered()

    def _show_remembered(self) -> None:
        if (account := self._account) is not None:
            platform, setting = self._frame.platform_name(account), self._frame.setting_label(account)
            self.page.show_account(account, platform, setting, _note(account))

    def _show_preview(self, preview: Preview) -> None:
        self._end()
        self._reload()
        if (account := self._account) is None or account.id != preview.account:
            return
        platform, setting = self._frame.platform_name(account), self._frame.setting_label(account)
        self.preview.show_preview(preview, account, platform, setting, self._sentences(account))
        self._frame.show_page(self.preview, account.id)
        if preview.seen is not None:
            self._tell_change(preview.seen)

    def _sentences(self, account: Account) -> Sentences:
        """Return what a change does and does not do; nothing rather than half where the claims are broken."""
        try:
            told = self._frame.product.guide.told(account)
        except MeaningBroken:  # the account's page says so already
            told = None
        if told is None:
            return Sentences()
        does, does_not = told.of(ClaimKind.EFFECT), told.of(ClaimKind.NOT_EFFECT)
        note = about_words(self._whose(account), told.on, told.today)
        return Sentences(tuple(claim.sentence for claim in does), tuple(claim.sentence for claim in does_not), note)

    def _back(self) -> None:
        if self._account is not None:
            self.show_account(self._account.id)

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
        self._has_written = step not in {Step.READ, Step.WRITE_DOWN}
        if self.is_applying and not self._stop.is_set():
            self.page.card.show_steps(_STEPS, Step(step), is_over=False)

    def _applied(self, outcome: Outcome | None) -> None:
        self._end()
        self._reload()
        if outcome is None:
            self._frame.banner.say(say(window.CALLED_OFF))
            return
        self._show_outcome(outcome, _STEPS)

    def _show_outcome(self, outcome: Outcome, steps: tuple[Step, ...]) -> None:
        if self._account is not None and self._account.id == outcome.account.id:
            self.page.show_outcome(outcome, self._frame.platform_name(outcome.account), steps)
        self._settle(outcome.account.id)

    def _settle(self, account_id: AccountId) -> None:
        """After the outcome is on the screen: the newest checkpoint goes into the vault."""
        self._frame.run(self, lambda: self._frame.product.opt_out.settle(account_id), lambda _: None)

    def _record(self) -> None:
        if (account := self._account) is None or self._working_on:
            return
        self._begin(account, say(window.WORKING, platform=self._frame.platform_name(account)))
        self._run(lambda: self._frame.product.opt_out.observe(account.id), self._recorded)

    def _recorded(self, outcome: Outcome) -> None:
        self._end()
        self._reload()
        self._show_outcome(outcome, ())

    def _open_receipt(self, index: int) -> None:
        if self._account is not None:
            self.receipt_wanted.emit(self._account.id, index)

    def _ask_to_leave(self) -> None:
        if (account := self._account) is None or self._working_on:
            return
        platform = self._frame.platform_name(account)
        sure = QMessageBox(self.page)
        sure.setText(say(window.SIGN_OUT_SURE, platform=platform, handle=account.identity.handle))
        yes = sure.addButton(say(window.SIGN_OUT_YES), QMessageBox.ButtonRole.AcceptRole)
        named(yes, say(window.SIGN_OUT_YES))
        sure.setDefaultButton(sure.addButton(say(window.CANCEL), QMessageBox.ButtonRole.RejectRole))
        sure.finished.connect(lambda _: self._leave(account) if sure.clickedButton() is yes else None)
        sure.open()

    def _leave(self, account: Account) -> None:
        self._frame.run(
            self, lambda: self._frame.product.joining.leave(account), lambda done: self._left(account, done)
        )

    def _left(self, account: Account, is_confirmed: bool) -> None:
        self._account = None
        self._frame.banner.say(_left_words(self._frame.platform_name(account), is_confirmed))
        self.account_gone.emit()

    def _whose(self, account: Account) -> Whose:
        platform = self._frame.product.rooms.platform(account.platform)
        if platform is None:
            return Whose(_region(account), account.platform)
        practice = platform.facts.name if platform.about else ""
        return Whose(_region(account), platform.about or platform.facts.name, practice)

    def _show_meaning(self, account: Account) -> None:
        try:
            told = self._frame.product.guide.told(account)
        except MeaningBroken as problem:
            self.page.meaning.show_missing(f"{problems.sentence(problem)} {problems.next_step(problem)}")
            return
        self.page.meaning.show_told(told, self._whose(account), datetime.now(UTC).date())


def _left_words(platform: str, is_confirmed: bool) -> str:
    return say(signing_in.LEFT if is_confirmed else signing_in.LEFT_UNCONFIRMED, platform=platform)


def _note(account: Account) -> str:
    if not account.is_practice:
        return ""
    region = _region(account)
    if account.plays_on is None:
        return say(window.PLAYS_TODAY, region=region)
    return say(window.PLAYS_ON, region=region, day=dates.day(account.plays_on))


def _region(account: Account) -> str:
    return regions.name_of(account.region) or account.region
