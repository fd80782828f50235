"""What is done with platforms that have only a page: lines to them, signing in and out, and what is remembered."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from demur.connectors.catalogue import Catalogue
from demur.connectors.page import engine, signing_in
from demur.connectors.page.driver import Driver
from demur.connectors.page.engine import PageLine
from demur.connectors.page.platform import PagePlatform
from demur.connectors.page.proof import Proof
from demur.connectors.page.signing_in import Beside
from demur.connectors.page.watching import Guidance
from demur.core.account import Account, SignInId
from demur.core.page_problem import NeedsWindow
from demur.core.ports import Accounts, Clock
from demur.core.problem import InOwnBrowser, PlatformUnknown
from demur.core.route import ApplyWay
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId
from demur.core.wording import setting_name

DriverOf = Callable[[SignInId, PagePlatform], Driver]
BesideOf = Callable[[str], Beside]
"""What stands beside a sign-in at the platform of this name."""
GuidanceOf = Callable[[str], Guidance]
"""What stands beside the page of the setting with this label."""
Remember = Callable[[PagePlatform, Identity, RegionCode], Account]


class Kept(Protocol):
    """Keeps a sign-in's cookies, where the member asked for it (`browser.sealed_cookies`)."""

    def is_kept(self, name: str) -> bool: ...

    def keep(self, name: str, cookies: Sequence[bytes]) -> None: ...

    def find(self, name: str) -> tuple[bytes, ...]: ...

    def forget(self, name: str) -> int | None: ...


class Choices(Protocol):
    """Keeps a few settings of the program's own; those that end in an account's id go with it."""

    def one_look(self) -> AbstractContextManager[None]:
        """Let all that this thread reads meanwhile be read at once."""
        ...

    def setting(self, name: str) -> str | None: ...

    def keep_setting(self, name: str, value: str) -> None: ...


@dataclass(slots=True)
class Pages:
    """The pages of every platform, for the accounts of one data folder."""

    accounts: Accounts
    catalogue: Callable[[], Catalogue]
    choices: Choices
    kept_of: Callable[[bool], Kept]
    """Where the cookies of practice, or of real accounts, are kept."""
    remember: Remember
    beside: BesideOf
    guidance: GuidanceOf
    clock: Clock
    driver_of: DriverOf | None = None
    """The way to a browser; None where there is no window to open pages in."""
    _proof: Proof = field(default_factory=Proof)

    def line(self, account: Account) -> PageLine:
        """Return the way to an account's setting, applied as the member has chosen for it.

        Raises `NeedsWindow`, `PlatformUnknown`, `PlatformNotAllowed`, `PracticeNotStarted`, and `InOwnBrowser` where
        the platform's file doesn't describe the setting's control.
        """
        platform = self._platform(account)
        if account.setting not in platform.recipes:
            raise InOwnBrowser(platform=platform.name, id=account.id)
        guidance = self.guidance(platform.setting(account.setting).facts.label)
        with self.choices.one_look():
            way, keeps_words = self.way(account, platform), self.keeps_words(account)
        if way is ApplyWay.OWN_BROWSER:  # a look is made all the same; what is never chosen is that we press
            way = ApplyWay.MYSELF
        driver = self._driver(account.sign_in, platform)
        return PageLine(platform, account, driver, self.clock, way, guidance, self._proof, keeps_words=keeps_words)

    def way(self, account: Account, platform: PagePlatform) -> ApplyWay:
        """Return how a choice is applied for an account: as the member last chose, or as the file puts first."""
        kept = self.choices.setting(_way_of(account))
        offered = platform.ways_for(account.setting)
        return next((way for way in offered if way == kept), offered[0])

    def keep_way(self, account: Account, way: ApplyWay) -> None:
        self.choices.keep_setting(_way_of(account), way.value)

    def keeps_words(self, account: Account) -> bool:
        """Tell whether the member wants kept what the page says beside the setting."""
        return self.choices.setting(setting_name(account.id)) == "yes"

    def keep_words(self, account: Account, is_wanted: bool) -> None:
        """Remember whether the member wants it kept; what lies with earlier receipts stays until they delete it."""
        self.choices.keep_setting(setting_name(account.id), "yes" if is_wanted else "no")

    def sign_in(self, account: Account) -> None:
        """Show the platform's page until the member is at the setting. Raises as `signing_in.sign_in`."""
        platform = self._platform(account)
        recipe, driver = platform.recipe(account.setting), self._driver(account.sign_in, platform)
        signing_in.sign_in(recipe, platform.sign_in, driver, self.clock, self.beside(platform.name))

    def look_around(self, account: Account) -> None:
        """Show the page for the member to look at, where Demur can't read it. Raises the driver's problems."""
        platform = self._platform(account)
        address, driver = platform.recipe(account.setting).address.text, self._driver(account.sign_in, platform)
        signing_in.look_around(address, driver, self.clock, self.beside(platform.name).looking)

    def join(self, platform_id: PlatformId, region: RegionCode, sign_in: SignInId) -> Account:
        """Let a member sign in on a page that names them, and remember them; `sign_in` is the session's name so far.

        Raises as `sign_in`, and as a reading does that finds nobody named.
        """
        platform = self.catalogue().find_page(platform_id)
        setting = SettingId(next(iter(platform.recipes)))
        driver = self._driver(sign_in, platform)
        beside = self.beside(platform.name)
        signing_in.sign_in(platform.recipe(setting), platform.sign_in, driver, self.clock, beside)
        return self.remember(platform, engine.identify(platform, setting, driver, self.clock, self._proof), region)

    def leave(self, account: Account) -> int | None:
        """Forget a sign-in and its accounts; receipts stay. Return how many cookies went; None where nobody knows.

        The cookies go first: what is left after a failure still says that there is a sign-in.
        """
        count = self.forget_cookies(account)
        self.accounts.forget_sign_in(account.sign_in)
        return count

    def keep_sign_in(self, account: Account) -> None:
        """Seal the cookies of a sign-in as they are now. Raises the vault's problems, `DiskFull`, `FolderUnusable`."""
        cookies = self._driver(account.sign_in, self._platform(account)).cookies()
        self.kept_of(account.is_practice).keep(account.sign_in, cookies)

    def note_read(self, account: Account) -> None:
        """After a page was read: remember that its recipe fits, and seal the cookies anew where they are kept.

        Platforms change their cookies as they are used. Raises as `keep_sign_in`.
        """
        self.note_live(account)
        if self.is_kept(account):
            self.keep_sign_in(account)

    def is_kept(self, account: Account) -> bool:
        return self.kept_of(account.is_practice).is_kept(account.sign_in)

    def forget_cookies(self, account: Account) -> int | None:
        """Remove what is kept of a sign-in. Raises the vault's problems and `FolderUnusable`."""
        return self.kept_of(account.is_practice).forget(account.sign_in)

    def cookies_of(self, sign_in: str) -> Sequence[bytes]:
        """Return the cookies that a sign-in's session begins with; none where nobody asked to stay signed in."""
        for account in self.accounts.of_sign_in(SignInId(sign_in)):
            kept = self.kept_of(account.is_practice)
            return kept.find(sign_in) if kept.is_kept(sign_in) else ()
        return ()

    def terms_to_read(self, platform_id: PlatformId) -> str | None:
        """Return what a platform's file says of its terms, until the member has agreed to it: once a file."""
        found = self._file(platform_id)
        if found is None or self.choices.setting(_terms_of(platform_id)) == found.connector.artifact:
            return None
        return found.terms

    def agree(self, platform_id: PlatformId) -> None:
        """Remember that the member has read what the platform's file says of its terms."""
        if (found := self._file(platform_id)) is not None:
            self.choices.keep_setting(_terms_of(platform_id), found.connector.artifact)

    def live_since(self, platform: PagePlatform) -> str | None:
        """Return the day on which a page of this very file was first read on this computer; None: never yet."""
        artifact, _, day = (self.choices.setting(f"live:{platform.id}") or "").partition(" ")
        return day if artifact == platform.connector.artifact else None

    def note_live(self, account: Account) -> None:
        """Remember that this computer has read the page as the platform's file describes it."""
        platform = self._platform(account)
        if not platform.is_practice and self.live_since(platform) is None:
            day = self.clock.now().date().isoformat()
            self.choices.keep_setting(f"live:{platform.id}", f"{platform.connector.artifact} {day}")

    def _file(self, platform_id: PlatformId) -> PagePlatform | None:
        """Return a platform as its file has it, without starting anything."""
        known = (found for found in self.catalogue().all()[0] if found.id == platform_id)
        return next((found for found in known if isinstance(found, PagePlatform)), None)

    def _platform(self, account: Account) -> PagePlatform:
        platform = self.catalogue().find_page(account.platform)
        if platform.is_practice is not account.is_practice:  # nothing may lead practice into the real ledger
            raise PlatformUnknown(platform=account.platform)
        return platform

    def _driver(self, sign_in: SignInId, platform: PagePlatform) -> Driver:
        if self.driver_of is None:
            raise NeedsWindow(platform=platform.name)
        return self.driver_of(sign_in, platform)


def _way_of(account: Account) -> str:
    return f"way:{account.id}"


def _terms_of(platform: PlatformId) -> str:
    return f"terms:{platform}"
