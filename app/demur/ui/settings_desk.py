"""Joins the page of settings to the product."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from demur.core.problem import Problem, ProxyUnusable
from demur.core.proxy import Proxy, parse
from demur.ui import proxy, theme
from demur.ui.controls import named
from demur.ui.frame import Frame
from demur.ui.ledger_desk import LedgerDesk
from demur.ui.reminders_desk import RemindersDesk
from demur.ui.secrets_desk import SecretsDesk
from demur.ui.settings_page import SettingsPage
from demur.ui.time_desk import TimeDesk
from demur.words import erasing, network, problems, say, window


class SettingsDesk(QObject):
    """Keeps the member's choices, and says where things lie and what is kept."""

    erased = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.page = SettingsPage(frame.product.folders)
        self._secrets = SecretsDesk(frame, self.page.secrets)
        self._ledgers = LedgerDesk(frame, self.page.ledgers)
        self._time = TimeDesk(frame, self.page.time)
        self.reminders = RemindersDesk(frame, self.page.reminders)
        self._ledgers.changed.connect(self._show_kept)
        self.page.theme_wanted.connect(self._wear)
        self.page.erase_wanted.connect(self._ask_to_erase)
        self.page.network.proxy_wanted.connect(self._go_through_typed)
        self.page.network.none_wanted.connect(lambda: self._go_through(None))

    def show_page(self) -> None:
        """Show what is kept as it is now; the keyring is asked in the background."""
        product = self._frame.product
        self.page.show_theme(product.accounts.setting(theme.SETTING) or "system")
        self._show_proxy()
        self._show_kept()
        self._time.show_state()
        self.reminders.show_state()
        self._frame.show_page(self.page, "settings")
        self._secrets.look()

    def _show_kept(self) -> None:
        self.page.show_kept(len(self._frame.product.accounts.all()), self._receipts(False), self._receipts(True))

    def _receipts(self, is_practice: bool) -> int | None:
        """Return how many entries a ledger holds now; one that can't be read has no count, and the problem is said."""
        try:
            return self._frame.product.ledger(is_practice).size()
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return None

    def show_secrets(self) -> None:
        """Show the page where it says where secrets lie."""
        self.show_page()
        QTimer.singleShot(0, self.page.scroll_to_secrets)  # once the page has its size

    def _wear(self, chosen: str) -> None:
        self._frame.product.accounts.keep_setting(theme.SETTING, chosen)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  # the window has one
        theme.apply(app, chosen)

    def _show_proxy(self) -> None:
        try:
            kept = self._frame.product.rooms.proxy.now()
        except ProxyUnusable as problem:
            self.page.network.show_kept_unusable(f"{problems.sentence(problem)} {problems.next_step(problem)}")
        else:
            self.page.network.show_proxy(kept.address if kept else "")

    def _go_through_typed(self, typed: str) -> None:
        try:
            wanted = parse(typed)
        except ProxyUnusable as problem:
            words = {"problem": problems.sentence(problem), "next_step": problems.next_step(problem)}
            self.page.network.show_problem(say(network.PROXY_WRONG, **words))
        else:
            self._go_through(wanted)

    def _go_through(self, wanted: Proxy | None) -> None:
        """Keep the choice, and use it from the next connection on."""
        try:
            self._frame.product.rooms.proxy.keep(wanted)
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return
        proxy.apply(wanted)
        self.page.network.show_saved(wanted.address if wanted else "")

    def _ask_to_erase(self) -> None:
        sure = QMessageBox(self.page)
        sure.setText(say(erasing.SURE))
        sure.setInformativeText(erasing.going(self._receipts(False), self._receipts(True)))
        yes = sure.addButton(say(erasing.YES), QMessageBox.ButtonRole.DestructiveRole)
        named(yes, say(erasing.YES))
        sure.setDefaultButton(sure.addButton(say(window.CANCEL), QMessageBox.ButtonRole.RejectRole))
        sure.finished.connect(lambda _: self._erase() if sure.clickedButton() is yes else None)
        sure.open()

    def _erase(self) -> None:
        self._frame.run(self, self._frame.product.erase, self._say_erased)

    def _say_erased(self, unconfirmed: int) -> None:
        self.erased.emit()
        self.reminders.staying_changed.emit()
        proxy.apply_kept(self._frame.product.rooms.proxy)
        words = say(erasing.ERASED_BUT, count=unconfirmed) if unconfirmed else say(erasing.ERASED)
        self._frame.banner.say(words)
