"""Adding an account: shows what there is to choose, signs the member in, and can always be called off."""

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from demur import paths
from demur.connectors.catalogue import hosts_of, is_added
from demur.connectors.own_browser import OwnBrowserPlatform
from demur.connectors.page.platform import PagePlatform
from demur.connectors.platform_file import ApiPlatform, Platform
from demur.connectors.waiting import Waiting
from demur.core.account import Account
from demur.core.problem import BrowserNotOpened, SignInCancelled
from demur.core.route import ApplyWay, Way
from demur.core.setting import PlatformId, RegionCode
from demur.core.sign_in import SignInWith, setting_name, suggested_way
from demur.practice import scenarios
from demur.ui.add_page import AddPage, Choice
from demur.ui.frame import Frame

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
        self.page.report_wanted.connect(frame.report)
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
            choices = [self._choice(found) for found in platforms]
            self.page.show_choices(choices, list(broken), at)
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
            is_own_browser=_is_named_by_member(platform),
            ways=_ways(platform),
            is_on_page=isinstance(platform, PagePlatform),
            members=_members(platform) if platform.needs_practice else (),
        )

    def _sign_in(self, platform_id: str, region: str, has_consented: bool, signs_in_with: str) -> None:
        product = self._frame.product
        if has_consented:
            self._allow(platform_id)
        self._chosen = platform_id
        if isinstance(product.rooms.platform(PlatformId(platform_id)), PagePlatform):
            self._sign_in_on_page(PlatformId(platform_id), RegionCode(region), signs_in_with)
            return
        waiting = self._waiting = Waiting(self._send_browser.emit)
        self._frame.banner.hide()
        self.page.show_starting()
        self._frame.run(
            self,
            lambda: product.joining.join(PlatformId(platform_id), RegionCode(region), waiting),
            self._signed_in,
            self._failed,
        )

    def _sign_in_on_page(self, platform: PlatformId, region: RegionCode, signs_in_with: str) -> None:
        """Let the member sign in on the platform's page, shown in the window, which names them."""
        self._frame.banner.hide()

        def joined(account: Account) -> None:
            if signs_in_with:
                self._keep_answer(account, SignInWith(signs_in_with))
            self._signed_in(account)

        self._frame.pages.agreed(platform, lambda: self._frame.pages.join(platform, region, joined, self._failed))

    def _allow(self, platform_id: str) -> None:
        """Remember that the member agreed to a dropped-in file and the hosts it names."""
        catalogue = self._frame.product.catalogue
        catalogue.allow(next(found for found in catalogue.all()[0] if found.id == platform_id))

    def _name_account(self, platform_id: str, name: str, region: str, signs_in_with: str, has_consented: bool) -> None:
        product = self._frame.product
        if has_consented:
            self._allow(platform_id)

        def add() -> Account:
            account = product.joining.name(PlatformId(platform_id), name, RegionCode(region))
            if signs_in_with:
                self._keep_answer(account, SignInWith(signs_in_with))
            return account

        self._frame.banner.hide()
        self._frame.run(self, add, self._signed_in)

    def _keep_answer(self, account: Account, signs_in_with: SignInWith) -> None:
        """Remember how the member signs in, and the way that this suggests, for every setting of the sign-in."""
        product = self._frame.product
        platform = product.rooms.platform(account.platform)
        for one in product.accounts.of_sign_in(account.sign_in):
            product.accounts.keep_setting(setting_name(one.id), signs_in_with.value)
            if isinstance(platform, PagePlatform):
                product.rooms.pages.keep_way(one, suggested_way(signs_in_with, platform.ways))

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
    if chosen == _PRACTICE:  # there are several: the quickest to try is the one with an interface
        return platform.needs_practice and isinstance(platform, ApiPlatform)
    return platform.id == chosen


def _is_named_by_member(platform: Platform) -> bool:
    """Tell whether nothing that Demur reads says who is signed in, so that the member calls the account something."""
    if isinstance(platform, PagePlatform):
        return platform.sign_in.identification is None
    return isinstance(platform, OwnBrowserPlatform)


def _ways(platform: Platform) -> tuple[ApplyWay, ...]:
    """A switch lies behind the member's own sign-in; a form, or an explanation, mostly doesn't."""
    if isinstance(platform, PagePlatform):
        return () if platform.needs_practice else platform.ways  # whoever practises has a password
    has_switch = isinstance(platform, OwnBrowserPlatform) and any(one.way is Way.SWITCH for one in platform.settings)
    return (ApplyWay.OWN_BROWSER,) if has_switch else ()


def _members(platform: Platform) -> tuple[str, ...]:
    found = scenarios.load_pages if isinstance(platform, PagePlatform) else scenarios.load
    return tuple(f"{member.handle}: {member.summary}" for member in found(paths.resources()))
