"""The main window: the rail on the left, one page on the right, a note above it where there is one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from demur.core.account import Account, AccountId
from demur.core.problem import Problem
from demur.core.reach import OWN_BROWSER
from demur.core.setting import State
from demur.ui import geometry
from demur.ui.account_desk import AccountDesk
from demur.ui.background import Background
from demur.ui.banner import Banner
from demur.ui.first_paint import FirstPaint
from demur.ui.frame import Frame
from demur.ui.rail import Rail
from demur.words import say, window

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from demur.core.outcome import Outcome
    from demur.product import Product
    from demur.ui.about_desk import AboutDesk
    from demur.ui.first_run_page import FirstRunPage
    from demur.ui.history_desk import HistoryDesk
    from demur.ui.joining_desk import JoiningDesk
    from demur.ui.left_over import LeftOver
    from demur.ui.letter_desk import LetterDesk
    from demur.ui.meaning_desk import MeaningDesk
    from demur.ui.overview_desk import OverviewDesk
    from demur.ui.own_desk import OwnDesk
    from demur.ui.page_desk import PageDesk
    from demur.ui.passphrase_asker import PassphraseAsker
    from demur.ui.records_desk import RecordsDesk
    from demur.ui.reminders import Reminders
    from demur.ui.settings_desk import SettingsDesk
    from demur.ui.standing_desk import StandingDesk

_WORKERS = 4
_REMIND_AFTER_MS = 1000
"""Reminders come after all that the member waits for."""


class MainWindow(QMainWindow):
    """Brings pages to the front and waits for work to end before it closes.

    Each desk and page is made when it is first needed, so that a start shows the account's state words soon.
    """

    def __init__(self, product: Product) -> None:
        super().__init__()
        self._product = product
        self.setWindowTitle(say(window.APP))
        geometry.restore(self, product.accounts)
        self._background, self._first_paint = Background(lambda: self._pool), FirstPaint(self)
        self._rail, self._banner, self._stack = Rail(), Banner(), QStackedWidget()
        show, after = self._show_page, self.after_first_paint
        self._frame = Frame(
            product, self._background, self._banner, show, self._refresh, self._adopt, after, lambda: self._pages
        )
        self._banner.report_wanted.connect(self._frame.report)
        self._banner.places_wanted.connect(lambda: self._settings.show_secrets())
        self._wants_to_close = self._wants_to_quit = self._is_unseen = False
        self._behind: QWidget | None = None
        self._reminding = QTimer(self, singleShot=True)
        self._reminding.timeout.connect(lambda: self._reminders.begin(self._is_unseen))
        product.rooms.ask_passphrase = lambda is_wrong: None if product.reads_by_itself else self._asker.ask(is_wrong)
        self._lay_out()
        self._join()
        self._show_accounts(0)

    def begin(self, is_unseen: bool = False) -> None:
        """Show the first page; once it is seen, look again for every attempt that an earlier run left open.

        `is_unseen`: the window is not shown before the member wants it.
        """
        self._is_unseen = is_unseen
        self.after_first_paint(lambda: self._left_over.finish())
        self.after_first_paint(lambda: self._rail.show_count(self._entries()))
        self.after_first_paint(lambda: self._frame.date_owed(self))
        self._show_best()
        self._first_paint.expect()
        self.after_first_paint(lambda: self._reminding.start(_REMIND_AFTER_MS))

    def after_first_paint(self, work: Callable[[], None]) -> None:
        """Do `work` once the window has been seen; at once where it has been."""
        self._first_paint.then(work)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        super().paintEvent(event)
        self._first_paint.seen()

    def raise_window(self) -> None:
        """Come to the front, for a second start of the program."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if "_reminders" in self.__dict__:
            self._reminders.window_shown()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Close at once, unless an attempt is under way: then finish its read-back first.

        Where the member wants Demur to stay in the tray, the window only goes out of sight.
        """
        if self._stays():
            geometry.keep(self, self._product.accounts)
            event.ignore()
            QApplication.setQuitOnLastWindowClosed(False)
            self.hide()
            return
        if "_joining" in self.__dict__:
            self._joining.cancel()
        if "_overview" in self.__dict__:
            self._overview.stop()
        self._account.stop_all()
        if self._account.is_applying:
            event.ignore()
            if not self._wants_to_close:
                self._wants_to_close = True
                self._banner.say(say(window.CLOSING))
                self._background.idle.connect(self.close)
            return
        geometry.keep(self, self._product.accounts)
        event.accept()
        if not QApplication.quitOnLastWindowClosed():
            QApplication.quit()

    def _stays(self) -> bool:
        """Tell whether the program goes on without its window, as the member chose or as it was started."""
        from demur.reminders.choices import Choices

        return not self._wants_to_quit and (self._is_unseen or Choices(self._product.accounts).stays_in_tray)

    def quit(self) -> None:
        """End the program, once an attempt that is under way is over."""
        self._wants_to_quit = True
        self.close()

    def shut_down(self) -> None:
        """Wait for the workers, then stop what the product started."""
        self._product.rooms.ask_passphrase = None
        self._reminding.stop()
        if "_reminders" in self.__dict__:
            self._reminders.close()
        if "_asker" in self.__dict__:
            self._asker.end()
        if "_overview" in self.__dict__:
            self._overview.end()
        if "_pages" in self.__dict__:
            self._pages.shut_down()
        self._background.end()
        if "_pool" in self.__dict__:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._product.close()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._banner)
        right.addWidget(self._stack, 1)
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._rail)
        across.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _join(self) -> None:
        self._rail.left.connect(self._banner.go_on)
        self._rail.overview_chosen.connect(lambda: self._overview.show_page())
        self._rail.account_chosen.connect(lambda account: self._show_account(AccountId(account)))
        self._rail.add_chosen.connect(self._show_choices)
        self._rail.receipts_chosen.connect(lambda: self._records.show_list())
        self._rail.meaning_chosen.connect(lambda: self._meaning.show_page())
        self._rail.settings_chosen.connect(lambda: self._settings.show_page())
        self._rail.about_chosen.connect(lambda: self._about.show_page())

    @cached_property
    def _pool(self) -> Executor:
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(_WORKERS, thread_name_prefix="demur")

    @cached_property
    def _asker(self) -> PassphraseAsker:
        from demur.ui.passphrase_asker import PassphraseAsker

        return PassphraseAsker(self)

    @cached_property
    def _account(self) -> AccountDesk:
        made = AccountDesk(self._frame)
        self._adopt(made.page)
        made.receipt_wanted.connect(self._show_receipt)
        made.history_wanted.connect(self._show_history)
        made.letter_wanted.connect(self._show_letter)
        made.complaint_wanted.connect(self._show_complaint)
        made.account_gone.connect(self._show_home)
        made.other_desk_wanted.connect(lambda account: self._show_account(AccountId(account)))
        return made

    @cached_property
    def _overview(self) -> OverviewDesk:
        from demur.ui.overview_desk import OverviewDesk

        made = OverviewDesk(self._frame)
        self._adopt(made.page)
        made.account_wanted.connect(lambda account: self._show_account(AccountId(account)))
        made.page_wanted.connect(self._show_joined)
        made.report_wanted.connect(self._save_report)
        return made

    @cached_property
    def _own(self) -> OwnDesk:
        from demur.ui.own_desk import OwnDesk

        made = OwnDesk(self._frame)
        self._adopt(made.page)
        made.other_desk_wanted.connect(lambda account: self._show_account(AccountId(account)))
        made.receipt_wanted.connect(self._show_receipt)
        made.history_wanted.connect(self._show_history)
        made.letter_wanted.connect(self._show_letter)
        made.account_gone.connect(self._show_home)
        return made

    @cached_property
    def _history(self) -> HistoryDesk:
        from demur.ui.history_desk import HistoryDesk

        made = HistoryDesk(self._frame)
        self._adopt(made.page)
        made.receipt_wanted.connect(self._show_receipt)
        made.report_wanted.connect(self._save_report)
        made.left.connect(lambda account: self._show_account(AccountId(account)))
        return made

    def _show_history(self, account: str) -> None:
        self._history.show_account(AccountId(account))

    @cached_property
    def _standing(self) -> StandingDesk:
        from demur.ui.standing_desk import StandingDesk

        made = StandingDesk(self._frame, "overview")
        made.left.connect(self._show_home)
        return made

    def _save_report(self) -> None:
        self._standing.ask_to_save()

    @cached_property
    def _letters(self) -> LetterDesk:
        from demur.ui.letter_desk import LetterDesk

        made = LetterDesk(self._frame)
        self._adopt(made.page)
        made.left.connect(lambda account: self._show_account(AccountId(account)))
        return made

    def _show_letter(self, account: str) -> None:
        self._letters.show_objection(AccountId(account))

    def _show_complaint(self, account: str) -> None:
        self._letters.show_complaint(AccountId(account))

    @cached_property
    def _reminders(self) -> Reminders:
        from demur.ui.reminders import Reminders

        made = Reminders(self._frame)
        made.window_wanted.connect(self.raise_window)
        made.account_wanted.connect(self._show_reminded)
        made.quit_wanted.connect(self.quit)
        return made

    def _show_reminded(self, account: str, is_look_wanted: bool) -> None:
        """Bring the window to what a notification was about, and look at once where the member wants that."""
        self.raise_window()
        if self._product.accounts.find(AccountId(account)) is None:
            self._show_home()
        elif self._show_account(AccountId(account)) and is_look_wanted:
            self._account.check()

    @cached_property
    def _left_over(self) -> LeftOver:
        from demur.ui.left_over import LeftOver

        made = LeftOver(self._frame)
        made.told.connect(self._account.show_resumed)
        return made

    @cached_property
    def _pages(self) -> PageDesk:
        from demur.ui.page_desk import PageDesk

        made = PageDesk(self._frame)
        made.shown.connect(self._put_before)
        made.gone.connect(self._take_away)
        made.resumed.connect(self._resumed)
        return made

    @cached_property
    def _joining(self) -> JoiningDesk:
        from demur.ui.joining_desk import JoiningDesk

        made = JoiningDesk(self._frame)
        self._adopt(made.page)
        made.joined.connect(self._show_joined)
        made.left.connect(self._show_home)
        return made

    @cached_property
    def _records(self) -> RecordsDesk:
        from demur.ui.records_desk import RecordsDesk

        made = RecordsDesk(self._frame)
        self._adopt(made.list, made.receipt, made.save)
        made.undo_wanted.connect(self._undo)
        return made

    @cached_property
    def _settings(self) -> SettingsDesk:
        from demur.ui.settings_desk import SettingsDesk

        made = SettingsDesk(self._frame)
        self._adopt(made.page)
        made.erased.connect(self._show_home)
        made.reminders.staying_changed.connect(self._change_staying)
        made.reminders.trial_wanted.connect(lambda: self._reminders.try_one(made.reminders.tried))
        made.reminders.quit_wanted.connect(self.quit)
        return made

    def _change_staying(self) -> None:
        """Take up the tray or leave it; a program that was started unseen is from now on as the member chose."""
        self._is_unseen = False
        self._reminders.apply_choice()

    @cached_property
    def _first(self) -> FirstRunPage:
        from demur.ui.first_run_page import FirstRunPage

        made = FirstRunPage()
        self._adopt(made)
        made.practice_chosen.connect(lambda: self._joining.show_practice())
        made.add_chosen.connect(self._show_choices)
        return made

    @cached_property
    def _meaning(self) -> MeaningDesk:
        from demur.ui.meaning_desk import MeaningDesk

        made = MeaningDesk(self._frame)
        self._adopt(made.page)
        return made

    @cached_property
    def _about(self) -> AboutDesk:
        from demur.ui.about_desk import AboutDesk

        made = AboutDesk(self._frame)
        self._adopt(made.page)
        return made

    def _adopt(self, *pages: QWidget) -> None:
        """Take pages into the stack: only a page in a window can be given the keyboard's focus."""
        for page in pages:
            self._stack.addWidget(page)

    def _resumed(self, found: list[Outcome]) -> None:
        """Tell what was found of attempts left open, once the member was signed in again."""
        if found:
            self._left_over.finished(found)

    def _put_before(self, pane: QWidget) -> None:
        """Put a platform's page before the member, until their turn at it is over."""
        self._behind = self._stack.currentWidget()
        self._stack.addWidget(pane)
        self._stack.setCurrentWidget(pane)

    def _take_away(self, pane: QWidget) -> None:
        if self._stack.currentWidget() is pane and self._behind is not None:
            self._stack.setCurrentWidget(self._behind)
        self._stack.removeWidget(pane)

    def _brings_back(self, account: Account | None) -> bool:
        """Put a page before the member again where it is still their turn at it: they went elsewhere meanwhile."""
        pane = self._pages.pane_of(account) if "_pages" in self.__dict__ else None
        if pane is not None:
            self._show_page(pane, "" if account is None else account.id)
        return pane is not None

    def _refresh(self) -> None:
        self._show_accounts(self._entries())
        if "_overview" in self.__dict__ and self._stack.currentWidget() is self._overview.page:
            self._overview.refresh()

    def _show_accounts(self, entries: int) -> None:
        accounts = self._product.accounts.all()
        with self._product.rooms.nameplates.one_look():
            names = {account.platform: self._frame.platform_name(account) for account in accounts}
            settings, without_choice = self._frame.shared_settings(accounts), self._frame.without_choice(accounts)
        self._rail.show_accounts(accounts, names, entries, settings, without_choice)

    def _entries(self) -> int:
        """Return how many entries there are in both ledgers, or 0 where they can't be read."""
        try:
            return sum(self._product.ledger(is_practice).size() for is_practice in (False, True))
        except Problem as problem:
            self._banner.say_problem(problem)
            return 0

    def _show_receipt(self, account: str, index: int) -> None:
        self._records.show_receipt(AccountId(account), index)

    def _show_page(self, page: QWidget, place: str) -> None:
        self._stack.setCurrentWidget(page)
        self._rail.mark(place)

    def _show_home(self) -> None:
        self._refresh()
        self._show_best()

    def _show_best(self) -> None:
        """Show what answers most: all accounts at a glance, the only one there is, or how to begin."""
        accounts = self._product.accounts.all()
        if len(accounts) > 1:
            self._overview.show_page()
        elif accounts:
            self._show_account(accounts[0].id)
        else:
            self._show_first()

    def _show_account(self, account_id: AccountId) -> bool:
        """Show an account on the page for its kind; tell whether Demur itself can check it."""
        account = self._product.accounts.find(account_id)
        if account is not None and self._brings_back(account):
            return True
        is_own = account is not None and self._is_own(account)
        (self._own if is_own else self._account).show_account(account_id)
        return not is_own

    def _is_own(self, account: Account) -> bool:
        """Tell whether the member minds an account in their own browser, by its platform or by their choice."""
        if self._frame.has_page(account):
            from demur.core.route import ApplyWay  # most accounts need no pages

            return self._pages.way(account) is ApplyWay.OWN_BROWSER
        return self._frame.nameplate(account).kind == OWN_BROWSER

    def _show_choices(self) -> None:
        if not self._brings_back(None):
            self._joining.show_choices()

    def _show_first(self) -> None:
        self._show_page(self._first, "")
        self._first.focus_first()

    def _show_joined(self, account: str) -> None:
        if self._show_account(AccountId(account)):
            self._account.check()

    def _undo(self, account: str, target: str) -> None:
        self._account.show_account(AccountId(account))
        self._account.ask(State(target))
