"""The main window: the rail on the left, one page on the right, a note above it where there is one."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from demur.core.account import AccountId
from demur.core.entry import OWN_BROWSER
from demur.core.outcome import Outcome
from demur.core.problem import BusyElsewhere, Problem
from demur.core.setting import State
from demur.ui.account_desk import AccountDesk
from demur.ui.background import Background
from demur.ui.banner import Banner
from demur.ui.frame import Frame
from demur.ui.rail import Rail
from demur.wiring import Product
from demur.words import say, window

if TYPE_CHECKING:
    from demur.ledger.audit import Check
    from demur.ui.about_page import AboutPage
    from demur.ui.first_run_page import FirstRunPage
    from demur.ui.joining_desk import JoiningDesk
    from demur.ui.own_desk import OwnDesk
    from demur.ui.records_desk import RecordsDesk
    from demur.ui.settings_desk import SettingsDesk

_SIZE = (1180, 780)
_WORKERS = 4
_GEOMETRY = "window"
"""The setting that holds the window's size and place (QWidget::saveGeometry), in base64."""


class MainWindow(QMainWindow):
    """Brings pages to the front and waits for work to end before it closes.

    Each desk and page is made when it is first needed, so that a start shows the account's state words soon.
    """

    def __init__(self, product: Product) -> None:
        super().__init__()
        self._product = product
        self.setWindowTitle(say(window.APP))
        self._place_window()
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="demur")
        self._background = Background(self._pool)
        self._rail, self._banner, self._stack = Rail(), Banner(), QStackedWidget()
        self._frame = Frame(product, self._background, self._banner, self._show_page, self._refresh)
        self._wants_to_close, self._place = False, ""
        self._lay_out()
        self._join()
        self._refresh()

    def begin(self) -> None:
        """Show the first page, and look again for every attempt that an earlier run left open."""
        accounts = self._product.accounts.all()
        if accounts:
            self._show_account(accounts[-1].id)
        else:
            self._show_first()
        QTimer.singleShot(0, self._finish_left_over)

    def _place_window(self) -> None:
        """Stand where the window stood last, or in the middle in its own size."""
        kept = self._product.accounts.setting(_GEOMETRY)
        if kept is None or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self.resize(*_SIZE)

    def _keep_place(self) -> None:
        """Remember size and place; where that can't be saved, the window merely opens in its own size."""
        with suppress(Problem):
            self._product.accounts.keep_setting(_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())

    def raise_window(self) -> None:
        """Come to the front, for a second start of the program."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Close at once, unless an attempt is under way: then finish its read-back first."""
        if "_joining" in self.__dict__:
            self._joining.cancel()
        self._account.stop()
        if self._account.is_applying:
            event.ignore()
            if not self._wants_to_close:
                self._wants_to_close = True
                self._banner.say(say(window.CLOSING))
                self._background.idle.connect(self.close)
            return
        self._keep_place()
        event.accept()

    def shut_down(self) -> None:
        """Wait for the workers, then stop what the product started."""
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
        self._rail.account_chosen.connect(lambda account: self._show_account(AccountId(account)))
        self._rail.add_chosen.connect(lambda: self._joining.show_choices())
        self._rail.receipts_chosen.connect(lambda: self._records.show_list())
        self._rail.settings_chosen.connect(lambda: self._settings.show_page())
        self._rail.about_chosen.connect(lambda: self._show_page(self._about, "about"))

    @cached_property
    def _account(self) -> AccountDesk:
        made = AccountDesk(self._frame)
        self._adopt(made.page, made.preview)
        made.receipt_wanted.connect(self._show_receipt)
        made.account_gone.connect(self._show_home)
        return made

    @cached_property
    def _own(self) -> "OwnDesk":
        from demur.ui.own_desk import OwnDesk

        made = OwnDesk(self._frame)
        self._adopt(made.page)
        made.receipt_wanted.connect(self._show_receipt)
        made.account_gone.connect(self._show_home)
        return made

    @cached_property
    def _joining(self) -> "JoiningDesk":
        from demur.ui.joining_desk import JoiningDesk

        made = JoiningDesk(self._frame)
        self._adopt(made.page)
        made.joined.connect(self._show_joined)
        made.left.connect(self._show_home)
        return made

    @cached_property
    def _records(self) -> "RecordsDesk":
        from demur.ui.records_desk import RecordsDesk

        made = RecordsDesk(self._frame)
        self._adopt(made.list, made.receipt, made.save)
        made.undo_wanted.connect(self._undo)
        return made

    @cached_property
    def _settings(self) -> "SettingsDesk":
        from demur.ui.settings_desk import SettingsDesk

        made = SettingsDesk(self._frame)
        self._adopt(made.page)
        made.erased.connect(self._show_home)
        return made

    @cached_property
    def _first(self) -> "FirstRunPage":
        from demur.ui.first_run_page import FirstRunPage

        made = FirstRunPage()
        self._adopt(made)
        made.practice_chosen.connect(lambda: self._joining.show_practice())
        made.add_chosen.connect(lambda: self._joining.show_choices())
        return made

    @cached_property
    def _about(self) -> "AboutPage":
        from demur.ui.about_page import AboutPage

        made = AboutPage(self._product.folders)
        self._adopt(made)
        return made

    def _adopt(self, *pages: QWidget) -> None:
        """Take pages into the stack: only a page in a window can be given the keyboard's focus."""
        for page in pages:
            self._stack.addWidget(page)

    def _refresh(self) -> None:
        accounts = self._product.accounts.all()
        names = {account.platform: self._frame.platform_name(account) for account in accounts}
        self._rail.show_accounts(accounts, names, self._entries())
        self._rail.mark(self._place)

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
        self._place = place
        self._stack.setCurrentWidget(page)
        self._rail.mark(place)

    def _show_home(self) -> None:
        self._refresh()
        accounts = self._product.accounts.all()
        if accounts:
            self._show_account(accounts[-1].id)
        else:
            self._show_first()

    def _show_account(self, account_id: AccountId) -> bool:
        """Show an account on the page for its kind; tell whether Demur itself can check it."""
        account = self._product.accounts.find(account_id)
        platform = self._product.rooms.platform(account.platform) if account else None
        is_own = platform is not None and platform.connector.kind == OWN_BROWSER
        (self._own if is_own else self._account).show_account(account_id)
        return not is_own

    def _show_first(self) -> None:
        self._show_page(self._first, "")
        self._first.focus_first()

    def _show_joined(self, account: str) -> None:
        if self._show_account(AccountId(account)):
            self._account.check()

    def _undo(self, account: str, target: str) -> None:
        self._account.show_account(AccountId(account))
        self._account.ask(State(target))

    def _finish_left_over(self) -> None:
        try:
            if not self._product.opt_out.has_open_attempts():
                return
        except Problem as problem:
            self._banner.say_problem(problem)
            return
        self._banner.say(say(window.LOOKING_AGAIN))
        self._frame.run(self, self._product.opt_out.finish, self._finished_left_over, self._not_finished)

    def _finished_left_over(self, found: list[Outcome]) -> None:
        self._banner.hide()
        self._refresh()
        self._account.show_resumed(found)
        for is_practice in sorted({outcome.account.is_practice for outcome in found}):
            ledger = self._product.ledger(is_practice)
            self._frame.run(self, ledger.check, self._checked_after)

    def _checked_after(self, check: "Check") -> None:
        """After an unclean end the whole ledger is gone over; only trouble interrupts the member."""
        if not check.is_sound:
            self._banner.say(say(window.CHECKED_WRONG))

    def _not_finished(self, error: BaseException) -> None:
        self._banner.hide()
        if not isinstance(error, BusyElsewhere):  # whoever is in the middle of it will finish it
            self._banner.say_problem(error)
