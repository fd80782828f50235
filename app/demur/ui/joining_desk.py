"""Adding an account: shows what there is to choose, signs the member in, and can always be called off."""

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from demur import paths
from demur.connectors.catalogue import hosts_of, is_added
from demur.connectors.own_browser import OwnBrowserPlatform
from demur.connectors.platform_file import Platform
from demur.connectors.waiting import Waiting
from demur.core.account import Account
from demur.core.problem import BrowserNotOpened, SignInCancelled
from demur.core.setting import PlatformId, RegionCode
from demur.meaning import regions
from demur.practice import scenarios
from demur.ui.add_page import AddPage, Choice
from demur.ui.frame import Frame
from demur.words import problems

_PRACTICE = "{practice}"
"""Stands for the practice platform, whatever its id is."""


class JoiningDesk(QObject):
    """Joins the page for adding accounts to the sign-in."""

    joined = Signal(str)
    left = Signal()
    _send_browser = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.page = AddPage()
        self._waiting: Waiting | None = None
        self._chosen = ""
        self.page.sign_in_wanted.connect(self._sign_in)
        self.page.account_named.connect(self._name_account)
        self.page.cancelled.connect(self.cancel)
        self.page.left.connect(self.left)
        self._send_browser.connect(self._open_browser)

    def show_practice(self) -> None:
        """Show the platforms there are, with the practice platform chosen."""
        self.show_choices(_PRACTICE)

    def show_choices(self, chosen: str = "") -> None:
        """Show the platforms there are, practice last; while a sign-in waits, show that instead.

        `chosen` is the id of the one to choose.
        """
        if self._waiting is None:
            platforms, broken = self._frame.product.catalogue.all()
            platforms.sort(key=lambda platform: platform.is_practice)
            at = next((at for at, found in enumerate(platforms) if _is_meant(found, chosen)), 0)
            refused = [f"{problems.sentence(problem)} {problems.next_step(problem)}" for problem in broken]
            choices = [self._choice(found) for found in platforms]
            self.page.show_choices(choices, refused, dict(regions.choices()), at)
        self._frame.show_page(self.page, "")

    def cancel(self) -> None:
        """Call the sign-in off; the worker notices within a tenth of a second."""
        if self._waiting is not None:
            self._waiting.cancel()

    def _choice(self, platform: Platform) -> Choice:
        is_allowed = self._frame.product.catalogue.is_allowed(platform)
        return Choice(
            id=platform.id,
            name=platform.facts.name,
            is_practice=platform.is_practice,
            is_added=is_added(platform),
            consent="" if is_allowed else ", ".join(hosts_of(platform)),
            is_own_browser=isinstance(platform, OwnBrowserPlatform),
            members=_members() if platform.needs_practice else (),
        )

    def _sign_in(self, platform_id: str, region: str, has_consented: bool) -> None:
        product = self._frame.product
        if has_consented:
            platforms, _ = product.catalogue.all()
            product.catalogue.allow(next(found for found in platforms if found.id == platform_id))
        self._chosen = platform_id
        waiting = self._waiting = Waiting(self._send_browser.emit)
        self._frame.banner.hide()
        self.page.show_starting()
        self._frame.run(
            self,
            lambda: product.joining.join(PlatformId(platform_id), RegionCode(region), waiting),
            self._signed_in,
            self._failed,
        )

    def _name_account(self, platform_id: str, name: str, region: str) -> None:
        joining = self._frame.product.joining
        self._frame.banner.hide()
        self._frame.run(self, lambda: joining.name(PlatformId(platform_id), name, RegionCode(region)), self._signed_in)

    def _open_browser(self, address: str) -> None:
        if self._waiting is None or self._waiting.is_cancelled:
            return
        self.page.show_waiting(address)
        if not QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode)):
            self._frame.banner.say_problem(BrowserNotOpened())

    def _signed_in(self, account: Account) -> None:
        self._waiting = None
        self._frame.banner.hide()
        self._frame.refresh()
        self.joined.emit(account.id)

    def _failed(self, error: BaseException) -> None:
        self._waiting = None
        if not isinstance(error, SignInCancelled):
            self._frame.banner.say_problem(error)
        self.show_choices(self._chosen)


def _is_meant(platform: Platform, chosen: str) -> bool:
    return platform.needs_practice if chosen == _PRACTICE else platform.id == chosen


def _members() -> tuple[str, ...]:
    return tuple(f"{member.handle}: {member.summary}" for member in scenarios.load(paths.resources()))
