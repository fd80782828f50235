"""An account that the member minds in their own browser: opens the page at their word, and records what they tell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from demur.connectors.own_browser import Labels, OwnBrowserPlatform, OwnSetting
from demur.connectors.page.platform import PagePlatform
from demur.core.account import Account, AccountId
from demur.core.entry import Receipt
from demur.core.outcome import Outcome
from demur.core.own_browser import Answer, Reply
from demur.core.problem import BrowserNotOpened, MeaningBroken, Problem
from demur.core.route import Way
from demur.core.setting import State
from demur.core.trouble import trouble_of
from demur.meaning import regions
from demur.ui import dates, siblings
from demur.ui.also_delete import AlsoDelete
from demur.ui.beyond import Beyond
from demur.ui.controls import named
from demur.ui.frame import Frame
from demur.ui.meaning_view import Whose
from demur.ui.own_page import Guide, OwnPage
from demur.ui.page_account import PageAccount
from demur.ui.reminder_desk import ReminderCard
from demur.ui.report_button import report_button
from demur.words import languages, letter_page, outcomes, own_state, problems, say, signing_in, window

_REPLIES = (
    (window.ANSWER_AGREED, Reply.AGREED),
    (window.ANSWER_REFUSED, Reply.REFUSED),
    (window.ANSWER_UNCLEAR, Reply.UNCLEAR),
    (letter_page.REPLIES[Reply.EXTENDED], Reply.EXTENDED),
)


class OwnDesk(QObject):
    """Joins the page of such an account to the product."""

    receipt_wanted = Signal(str, int)
    history_wanted = Signal(str)
    letter_wanted = Signal(str)
    account_gone = Signal()
    other_desk_wanted = Signal(str)
    """The account is now minded in another way, which another page is for."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.page = OwnPage()
        self._account: Account | None = None
        self._on_page = PageAccount(frame)
        self._on_page.other_desk_wanted.connect(self.other_desk_wanted)
        self._reminder = ReminderCard(frame)
        for part in (self._on_page.card, self._reminder.card):
            self.page.put_below(part)
        self._beyond = Beyond(frame)
        self.page.put_last(self._beyond.card)
        self._beyond.letter_wanted.connect(self.letter_wanted)
        self.page.page_wanted.connect(self._begin)
        self.page.form_wanted.connect(self._open_form)
        self.page.explanation_wanted.connect(self._open_explanation)
        self.page.told.connect(self._tell)
        self.page.sent.connect(self._sent)
        self.page.did_earlier.connect(self._did_earlier)
        self.page.answered.connect(self._answered)
        self.page.receipt_wanted.connect(self._open_receipt)
        self.page.history_wanted.connect(self._open_history)
        self.page.leave_wanted.connect(self._ask_to_forget)
        self.page.siblings.chosen.connect(lambda account: self.show_account(AccountId(account)))
        self.page.meaning.report_wanted.connect(frame.report)
        self.page.meaning.region_wanted.connect(self._ask_region)

    def show_account(self, account_id: AccountId) -> None:
        """Bring an account to the front as it is remembered."""
        self._account = self._frame.product.accounts.find(account_id)
        if self._account is None or self._platform is None:
            self.account_gone.emit()
            return
        self.page.picture.forget()
        self._show()
        self._frame.show_page(self.page, account_id)
        self.page.scroll_to_top()

    @property
    def _platform(self) -> OwnBrowserPlatform | None:
        if self._account is None:
            return None
        product = self._frame.product
        found = product.rooms.platform(self._account.platform)
        if isinstance(found, PagePlatform):
            return product.catalogue.find_own(found.id) if found.needs_practice else found.own
        return found if isinstance(found, OwnBrowserPlatform) else None

    def _show(self) -> None:
        account, platform = self._account, self._platform
        if account is None or platform is None:
            return
        try:
            setting = platform.setting(account.setting)
        except Problem as problem:
            self._show_gone(account, problem)
            return
        region = regions.name_of(account.region) or account.region
        subtitle = say(window.OWN_SUBTITLE, platform=platform.name, handle=account.identity.handle, region=region)
        self.page.show_head(setting.facts.label, subtitle)
        self.page.siblings.show_settings(siblings.of(account, self._frame))
        self._on_page.show(account)
        self._reminder.show_account(account)
        self._show_meaning(account, platform.name, region)
        self._beyond.show(account)
        try:
            self._show_state(account, platform, setting, region)
        except Problem as problem:
            self._frame.banner.say_problem(problem)

    def _show_gone(self, account: Account, problem: Problem) -> None:
        """The platform's file no longer names this setting: there is nothing to do here but to forget it."""
        self.page.show_head(account.setting, account.platform)
        report = report_button(trouble_of(problem), self._frame.report)
        self.page.show_state(State.UNKNOWN, problems.sentence(problem), problems.next_step(problem), report)
        self.page.show_more()
        self.page.show_guide(None)
        self.page.siblings.show_settings(siblings.of(account, self._frame))

    def _show_state(self, account: Account, platform: OwnBrowserPlatform, setting: OwnSetting, region: str) -> None:
        own = self._frame.product.own_browser
        if setting.way is Way.NOTHING:
            text = say(window.OWN_NOTHING_TEXT, platform=platform.name)
            ways = [self.page.explainer(platform.name)] if setting.page is not None else []
            self.page.show_state(State.NOT_OFFERED, say(window.OWN_NOTHING), text, *ways)
            self.page.show_more()
            self.page.show_guide(replace(_guide(platform, setting, account), heading=window.OWN_CHECK, address=""))
            return
        self.page.show_guide(_guide(platform, setting, account))
        if own.open_attempt(account.id) is not None:
            self._show_question(setting)
        elif setting.way is Way.FORM and (request := own.open_request(account.id)) is not None:
            self._show_request(request, setting)
        elif setting.page_for(account.region) is None:
            self.page.show_state(State.NOT_OFFERED, say(window.OWN_NO_FORM, region=region), "")
            self.page.show_more()
        else:
            self._show_start(account, platform.name, setting)

    def _show_question(self, setting: OwnSetting) -> None:
        """The page was opened: ask what the member saw."""
        page = self.page
        done = (window.FORM_SENT, window.FORM_SENT_NAME) if setting.way is Way.FORM else (window.DONE, window.DONE_NAME)
        ways = [page.teller(*done, Answer.DONE, kind="primary")]
        ways.append(page.teller(window.NOT_FOUND, window.NOT_FOUND_NAME, Answer.NOT_FOUND))
        if setting.way is Way.SWITCH:
            ways.append(page.teller(window.WAS_OFF, window.WAS_OFF_NAME, Answer.ALREADY))
        ways.append(page.opener(window.OPEN_PAGE_AGAIN, window.OPEN_PAGE_AGAIN_NAME, kind="ghost"))
        page.show_state(State.UNKNOWN, say(window.OWN_WAITING), say(window.OWN_WAITING_TEXT), *ways)
        page.show_more(page.picture, is_first=True)
        ways[0].setFocus()

    def _show_request(self, request: Receipt, setting: OwnSetting) -> None:
        when = dates.moment(datetime.fromisoformat(request.fields["recordedAt"]))
        text = say(window.OWN_SENT_TEXT, answer=setting.answer or "")
        receipt = self.page.receipt_button(request.index)
        self.page.show_state(State.UNKNOWN, say(window.OWN_SENT, when=when), text, receipt, is_told=True)
        self.page.show_more(self.page.replies([(words, reply.value) for words, reply in _REPLIES]), is_first=True)

    def _show_start(self, account: Account, platform: str, setting: OwnSetting) -> None:
        opener = self.page.opener(window.OPEN_PAGE, window.OPEN_PAGE_NAME)
        is_form, last = setting.way is Way.FORM, account.last
        if last is not None:
            when = dates.moment(last.at)
            headline = own_state.headline(last, platform, when, is_form)
            text = own_state.text(last, when, is_form)
            self.page.show_state(last.state, headline, text, opener, is_told=last.is_told)
        elif is_form:
            text = say(window.OWN_FORM_TEXT)
            self.page.show_state(State.UNKNOWN, say(window.OWN_FORM, platform=platform), text, opener)
        else:
            text = say(window.OWN_NOT_YET_TEXT, platform=platform)
            self.page.show_state(State.UNKNOWN, say(window.OWN_NOT_YET), text, opener)
        self.page.show_more(self.page.earlier(is_form), self.page.picture)

    def _show_meaning(self, account: Account, platform: str, region: str) -> None:
        try:
            told = self._frame.product.guide.told(account)
        except MeaningBroken as problem:
            self.page.meaning.show_broken(problem)
            return
        self.page.meaning.show_told(told, Whose(region, platform), datetime.now(UTC).date())

    def _ask_region(self) -> None:
        from demur.ui import region_change  # only few ever ask for it

        if (account := self._account) is not None:
            region_change.ask(self._frame, self.page, account, lambda: self.show_account(account.id))

    def _begin(self) -> None:
        """Write the attempt down, and only then open the page."""
        if (account := self._account) is None:
            return
        own = self._frame.product.own_browser
        self._frame.run(self, lambda: own.begin(account.id), lambda _: self._open_page(account))

    def _open_page(self, account: Account) -> None:
        platform = self._platform
        page = platform.setting(account.setting).page_for(account.region) if platform else None
        if page is not None and not QDesktopServices.openUrl(QUrl(page.text, QUrl.ParsingMode.StrictMode)):
            self._frame.banner.say_problem(BrowserNotOpened())
        self._frame.refresh()
        self._show()

    def _open_form(self) -> None:
        """The form beside a switch is opened as it is; nothing is recorded of it."""
        if (account := self._account) is None or (platform := self._platform) is None:
            return
        form = platform.setting(account.setting).form(account.region)
        if form is not None and not QDesktopServices.openUrl(QUrl(form.text, QUrl.ParsingMode.StrictMode)):
            self._frame.banner.say_problem(BrowserNotOpened())

    def _open_explanation(self) -> None:
        """The platform's own words are opened as they are; nothing is begun."""
        if (account := self._account) is None or (platform := self._platform) is None:
            return
        page = platform.setting(account.setting).page
        if page is not None and not QDesktopServices.openUrl(QUrl(page.text, QUrl.ParsingMode.StrictMode)):
            self._frame.banner.say_problem(BrowserNotOpened())

    def _tell(self, answer: str) -> None:
        if (account := self._account) is None:
            return
        own, picture = self._frame.product.own_browser, self.page.picture.kept
        if (attempt := own.open_attempt(account.id)) is not None:
            self._record(lambda: own.told(attempt, Answer(answer), picture))

    def _sent(self) -> None:
        if (account := self._account) is not None:
            own, picture = self._frame.product.own_browser, self.page.picture.kept
            self._record(lambda: own.sent(account.id, picture))

    def _did_earlier(self, on: date) -> None:
        if (account := self._account) is not None:
            own, picture = self._frame.product.own_browser, self.page.picture.kept
            self._record(lambda: own.already_did(account.id, on, picture))

    def _answered(self, reply: str, on: date) -> None:
        if (account := self._account) is None:
            return
        own = self._frame.product.own_browser
        if (request := own.open_request(account.id)) is not None:
            letters = self._frame.product.letters
            self._record(lambda: letters.answered(request, Reply(reply), on))

    def _record(self, work: Callable[[], Outcome]) -> None:
        self._frame.banner.hide()
        self._frame.run(self, work, self._recorded)

    def _recorded(self, outcome: Outcome) -> None:
        """Say what was recorded, in its own words, and show the account as it is known now."""
        self._frame.refresh()
        if self._account is not None and self._account.id == outcome.account.id:
            self._show_outcome(outcome)
        self._frame.settle(self, outcome.account.id)

    def _show_outcome(self, outcome: Outcome) -> None:
        self.show_account(outcome.account.id)
        tone = getattr(outcome.after, "state", State.UNKNOWN)
        headline = outcomes.headline(outcome, self._frame.platform_name(outcome.account))
        detail = outcomes.detail(outcome, self._frame.platform_name(outcome.account))
        ways = [self.page.receipt_button(outcome.receipt.index)] if outcome.receipt else []
        self.page.show_state(tone, headline, detail, *ways, is_told=True)
        if ways:
            ways[0].setFocus()

    def _open_receipt(self, index: int) -> None:
        if self._account is not None:
            self.receipt_wanted.emit(self._account.id, index)

    def _open_history(self) -> None:
        if self._account is not None:
            self.history_wanted.emit(self._account.id)

    def _ask_to_forget(self) -> None:
        if (account := self._account) is None:
            return
        sure = QMessageBox(self.page)
        platform = self._frame.platform_name(account)
        question = say(window.FORGET_SURE, handle=account.identity.handle, platform=platform)
        sure.setText(f"{question} {siblings.all_go(account, self._frame)}".rstrip())
        also = AlsoDelete(sure, account, self._frame)
        yes = sure.addButton(say(window.FORGET_YES), QMessageBox.ButtonRole.AcceptRole)
        named(yes, say(window.FORGET_YES))
        sure.setDefaultButton(sure.addButton(say(window.CANCEL), QMessageBox.ButtonRole.RejectRole))
        sure.finished.connect(lambda _: self._forget(account, also) if sure.clickedButton() is yes else None)
        sure.open()

    def _forget(self, account: Account, also: AlsoDelete) -> None:
        if self._frame.has_page(account):
            self._frame.pages.leave(account, lambda _: self._forgotten(account, also))
            return
        self._frame.product.accounts.forget_sign_in(account.sign_in)
        self._forgotten(account, also)

    def _forgotten(self, account: Account, also: AlsoDelete) -> None:
        self._account = None
        platform = self._frame.platform_name(account)
        self.account_gone.emit()
        if also.is_wanted():
            also.delete(self, say(signing_in.FORGOTTEN, platform=platform))


def _guide(platform: OwnBrowserPlatform, setting: OwnSetting, account: Account) -> Guide:
    page, form = setting.page_for(account.region), setting.form(account.region)
    checked = say(window.LIVE_ON, day=dates.day(platform.checked)) if platform.checked else say(window.NEVER_LIVE)
    return Guide(
        address=page.text if page else "",
        desktop=setting.desktop,
        phone=setting.phone,
        expect=setting.expect,
        notes=setting.notes,
        languages=tuple(_language(labels) for labels in setting.labels[1:]),
        checked=checked,
        form=form.text if form and setting.way is Way.SWITCH else "",
    )


def _language(labels: Labels) -> str:
    shown = labels.control or labels.name
    mark = say(window.MARKS[shown.mark])
    language = languages.name_of(labels.language)
    return say(window.IN_LANGUAGE_LINE, language=language, name=shown.shown, mark=mark, date=shown.date)
