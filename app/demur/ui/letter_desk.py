"""Letters of the account in front of the member: begun, changed, saved or copied, and recorded once they were sent."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from demur.core.account import Account, AccountId
from demur.core.outcome import Outcome
from demur.core.own_browser import Reply
from demur.core.problem import BrowserNotOpened, Problem
from demur.letters.layout import text_of
from demur.letters.letter import Letter, LetterKind
from demur.letters.notes import notes_of
from demur.letters.office import Office
from demur.receipts.durable_file import write_durably
from demur.ui.asking import ask
from demur.ui.frame import Frame
from demur.ui.letter_page import PDF, LetterPage
from demur.words import letter_page as words
from demur.words import outcomes, say

_REST_MS = 800
"""After the last key, what was written is kept."""


class LetterDesk(QObject):
    """Joins the page for letters to the product. What was begun is there again, also after a new start."""

    left = Signal(str)
    """Back to the account of this id."""
    receipt_wanted = Signal(str, int)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.page = LetterPage()
        self._account: Account | None = None
        self._office: Office | None = None
        self._first: Letter | None = None
        """The letter as it begins by what is known now."""
        self._letter: Letter | None = None
        """The letter as the member has it."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._keep)
        self.page.hidden.connect(self._keep_now)
        self.page.throw_away_wanted.connect(self._ask_to_throw_away)
        self.page.changed.connect(self._change)
        self.page.put_back_wanted.connect(self._put_back)
        self.page.whom_chosen.connect(self._choose_whom)
        self.page.save_wanted.connect(self._save)
        self.page.copy_wanted.connect(self._copy)
        self.page.form_wanted.connect(self._open_form)
        self.page.sent.sent.connect(self._sent)
        self.page.sent.answered.connect(self._answered)
        self.page.left.connect(self._leave)

    def show_objection(self, account_id: AccountId) -> None:
        """Bring an objection to the front, as it was left or with what is known filled in."""
        self._show(account_id, LetterKind.OBJECTION)

    def show_complaint(self, account_id: AccountId, is_to_authority: bool = False) -> None:
        """Bring a complaint to the front about a setting that is on again."""
        self._show(account_id, LetterKind.TO_AUTHORITY if is_to_authority else LetterKind.COMPLAINT)

    def _show(self, account_id: AccountId, kind: LetterKind) -> None:
        self._keep_now()
        account = self._frame.product.accounts.find(account_id)
        if account is None:
            return
        try:
            first = self._begun(account, kind)
            letter = self._frame.product.drafts.taken_over(account_id, first)
            self._office = self._frame.product.letters.office(account)
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return
        self._frame.banner.hide()
        self._account, self._first, self._letter = account, first, letter
        self._frame.show_page(self.page, account_id)
        self._begin(first, letter, self._office)
        self.page.scroll_to_top()

    def _begin(self, first: Letter, letter: Letter, office: Office) -> None:
        self.page.begin(letter, office.setting, notes_of(first, office), self._form)
        self._show_waiting()

    def _begun(self, account: Account, kind: LetterKind) -> Letter:
        """Return the letter with what is known filled in. Raises `Problem`."""
        letters = self._frame.product.letters
        if kind is LetterKind.OBJECTION:
            return letters.objection(account.id)
        return letters.complaint(account, *letters.blamed(account.id), kind is LetterKind.TO_AUTHORITY)

    @property
    def _form(self) -> str:
        is_platforms = self._letter is not None and self._letter.kind is not LetterKind.TO_AUTHORITY
        return self._office.form if self._office is not None and is_platforms else ""

    def _change(self, field: str, value: str | date) -> None:
        if self._letter is not None:
            self._letter = self._letter.filled(**{field: value})
            self.page.show_letter(self._letter)
            self._rest.start()

    def _keep_now(self) -> None:
        """The page goes out of sight, or another letter comes: nothing waits for the hand to rest any more."""
        if self._rest.isActive():
            self._rest.stop()
            self._keep()

    def _keep(self) -> None:
        if self._account is None or self._first is None or self._letter is None:
            return
        try:
            self._frame.product.drafts.keep(self._account.id, self._first, self._letter)
        except Problem as problem:
            self._frame.banner.say_problem(problem)

    def _put_back(self) -> None:
        if self._first is not None:
            self.page.put_back(self._first.body)

    def _ask_to_throw_away(self) -> None:
        sure, more, yes = say(words.THROW_AWAY_SURE), say(words.THROW_AWAY_MORE), say(words.THROW_AWAY_NAME)
        ask(self.page, sure, more, yes, self._throw_away)

    def _throw_away(self) -> None:
        """Begin anew; what was recorded as sent, and a text kept with that receipt, stay."""
        if self._account is None or self._first is None or self._office is None:
            return
        self._letter = self._first
        self._rest.stop()
        self._keep()
        self._begin(self._first, self._first, self._office)

    def _choose_whom(self, is_authority: bool) -> None:
        if self._account is not None:
            self.show_complaint(self._account.id, is_authority)

    def _save(self, destination: str) -> None:
        """Save the letter; whether a file that is there may be replaced was asked where it was chosen."""
        if (letter := self._letter) is None:
            return
        file = Path(destination).expanduser()
        content = _pdf(letter) if file.suffix.lower() == PDF else text_of(letter).encode()
        form = words.SAVED if letter.is_finished else words.SAVED_DRAFT
        self._frame.banner.hide()
        done = say(form, file=file)
        self._frame.run(self, lambda: write_durably(file, content), lambda _: self.page.show_result(done))

    def _copy(self) -> None:
        if (letter := self._letter) is not None:
            QGuiApplication.clipboard().setText(text_of(letter))
            self.page.show_result(say(words.COPIED if letter.is_finished else words.COPIED_DRAFT))

    def _open_form(self) -> None:
        if self._form and not QDesktopServices.openUrl(QUrl(self._form, QUrl.ParsingMode.StrictMode)):
            self._frame.banner.say_problem(BrowserNotOpened())

    def _sent(self, on: date, is_kept: bool) -> None:
        if (letter := self._letter) is None or (account := self._account) is None:
            return
        letters, kept = self._frame.product.letters, text_of(letter) if is_kept else ""
        self._record(lambda: letters.sent(account.id, on, letter.kind, kept))

    def _answered(self, reply: str, on: date) -> None:
        if (account := self._account) is None:
            return
        letters = self._frame.product.letters
        self._record(lambda: letters.answered(letters.newest_waiting(account.id).receipt, Reply(reply), on))

    def _record(self, work: Callable[[], Outcome]) -> None:
        self._frame.banner.hide()
        self._frame.run(self, work, self._recorded)

    def _recorded(self, outcome: Outcome) -> None:
        """Say above the page what was recorded, and show what waits now."""
        platform = self._frame.platform_name(outcome.account)
        self._frame.banner.say(outcomes.headline(outcome, platform), outcomes.detail(outcome, platform))
        self._frame.refresh()
        if self._account is not None and self._account.id == outcome.account.id:
            self._show_waiting()
        self._frame.settle(self, outcome.account.id)

    def _show_waiting(self) -> None:
        if self._account is not None:
            waiting = self._frame.product.letters.waiting(self._account.id)
            self.page.show_waiting(waiting, date.today())
            self.page.sent.setVisible(self._letter is None or self._letter.kind is not LetterKind.TO_AUTHORITY)

    def _leave(self) -> None:
        if self._account is not None:
            self.left.emit(self._account.id)


def _pdf(letter: Letter) -> bytes:
    """Return the letter on paper; made on Qt's own thread, as `demur.printing.pdf` says."""
    from demur.printing.paper import usual_paper  # most members never save one
    from demur.printing.post import letter_pdf

    return letter_pdf(letter, usual_paper())
