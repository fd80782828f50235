"""The only place that builds the real parts and joins them; what is slow to import is imported where it is needed."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import demur
from demur import paths
from demur.connectors.nameplate import Nameplates
from demur.core.problem import MeaningBroken, PlatformUnknown, Problem
from demur.core.reach import OWN_BROWSER, PAGE
from demur.ledger.accounts import SqliteAccounts
from demur.machine import SystemClock, program
from demur.paths import Folders
from demur.product import Product
from demur.stage import Practice

if TYPE_CHECKING:
    from datetime import date

    from demur.browser.sealed_cookies import SealedCookies
    from demur.connectors.api.signin import SignIn
    from demur.connectors.api.tokens import TokenShelf
    from demur.connectors.catalogue import Catalogue
    from demur.connectors.joining import Joining
    from demur.connectors.nameplate import Plates
    from demur.connectors.page.pages import Pages
    from demur.connectors.page.platform import PagePlatform
    from demur.connectors.platform_file import Platform
    from demur.core.account import Account
    from demur.core.ports import Line, Vault
    from demur.core.proxy import ProxyChoice
    from demur.core.route import Route
    from demur.core.setting import Identity, PlatformId, RegionCode
    from demur.ledger.collection import Collection, OlderLedger
    from demur.ledger.log import SqliteLedger
    from demur.meaning.claims import Claims
    from demur.meaning.library import Library
    from demur.vault.keyring_vault import KeyringVault
    from demur.vault.own_vault import OwnVault
    from demur.vault.practice_vault import PracticeVault
    from demur.vault.sealed_vault import Ask


class Rooms:
    """Builds each real part once, when it is first asked for."""

    def __init__(self, folders: Folders, accounts: SqliteAccounts, practice: Practice) -> None:
        self._folders, self._accounts, self._practice = folders, accounts, practice
        self.clock, self._lock = SystemClock(), threading.RLock()
        self.nameplates = Nameplates(accounts, _platform_folders(folders), demur.__version__, self._plates)
        self._vaults: dict[bool, Vault] = {}
        self._own: OwnVault | None = None
        self.ask_passphrase: Ask | None = None
        """How whoever works with the product asks the member for the passphrase of their sealed file."""
        self._ledgers: dict[bool, SqliteLedger] = {}
        self._catalogue: Catalogue | None = None

    @cached_property
    def proxy(self) -> ProxyChoice:
        from demur.core.proxy import ProxyChoice

        return ProxyChoice(self._accounts)

    def vault(self, is_practice: bool) -> Vault:
        """Return where secrets lie; only practice may fall back to its own folder."""
        if is_practice not in self._vaults:
            self._folder_name()  # before the lock: it may be written, and who reads the file now may wait for the lock
        with self._lock:
            if is_practice not in self._vaults:
                self._vaults[is_practice] = self._new_vault(is_practice)
            return self._vaults[is_practice]

    def ledger(self, is_practice: bool) -> SqliteLedger:
        from demur.ledger.log import SqliteLedger

        vault = self.vault(is_practice)
        with self._lock:
            if is_practice not in self._ledgers:
                path = self._folders.ledger(is_practice)
                self._ledgers[is_practice] = SqliteLedger(path, vault, self.clock, is_practice, program())
            return self._ledgers[is_practice]

    def collection(self, is_practice: bool) -> Collection:
        """Return the ledgers beside the present one."""
        from demur.ledger.collection import Collection

        vault = self.vault(is_practice)
        return Collection(self._folders.ledger(is_practice), vault, self.clock, is_practice, program())

    def show_older(self, is_practice: bool, ledger: OlderLedger) -> None:
        """Let an older ledger stand for the present one in the rest of this run: it is read, and never sealed into."""
        with self._lock:
            self._ledgers[is_practice] = ledger

    def forget_keys(self, is_practice: bool) -> None:
        """Remove a ledger's key and checkpoint from the vault, if there ever was a ledger."""
        from demur.ledger.kept import CHECKPOINT_NAME
        from demur.ledger.log import SECRET_NAME

        if self._folders.ledger(is_practice).exists():  # it may be damaged
            for name in (SECRET_NAME, CHECKPOINT_NAME):
                self.vault(is_practice).forget(name)

    def start_over(self) -> None:
        """Let go of every part that was built on what is now erased."""
        with self._lock:
            self._vaults, self._ledgers, self._catalogue, self._own = {}, {}, None, None
            self.__dict__.pop("library", None)

    def ledger_of(self, account: Account) -> SqliteLedger:
        return self.ledger(account.is_practice)

    def catalogue(self) -> Catalogue:
        from demur.connectors.catalogue import Catalogue

        with self._lock:
            if self._catalogue is None:
                shipped, dropped = _platform_folders(self._folders)
                self._catalogue = Catalogue(shipped, dropped, self._accounts, self._practice.base)
            return self._catalogue

    def _plates(self) -> Plates:
        from demur.connectors.naming import plates_of

        return plates_of(self.catalogue().all()[0])

    def shelf(self, is_practice: bool) -> TokenShelf:
        from demur.connectors.api.tokens import TokenShelf

        return TokenShelf(self.vault(is_practice), self._folders.locks)

    def line(self, account: Account) -> Line:
        """Return the way to an account's platform: over its interface, or over its page as the member chose."""
        from demur.connectors.api.engine import ApiLine

        if self.has_page(account):
            return self.pages.line(account)
        platform = self.catalogue().find(account.platform)
        if platform.is_practice is not account.is_practice:  # nothing may lead practice into the real ledger
            raise PlatformUnknown(platform=account.platform)
        return ApiLine(platform, account, self.shelf(account.is_practice), self.clock, self.proxy.now)

    def joining(self) -> Joining:
        from demur.connectors.joining import Joining

        stage, proxy_now = self._practice.stage, self.proxy.now
        return Joining(self._accounts, self.catalogue(), self.sign_in, self.shelf, stage, proxy_now)

    def sign_in(self) -> SignIn:
        """Return what signs a member in over an interface, with the pages that their browser shows at the end."""
        from demur.connectors.api.callback import Pages
        from demur.connectors.api.signin import SignIn
        from demur.words import say, signing_in

        pages = Pages(say(signing_in.PAGE_ACCEPTED), say(signing_in.PAGE_REFUSED))
        return SignIn(pages, self.clock, self.proxy.now)

    def has_choice(self, account: Account) -> bool:
        """Tell whether an account's platform has anything to opt out of."""
        return self.nameplates.find(account.platform, account.setting).has_choice

    def platform_name(self, account: Account) -> str:
        """Return what an account's platform is called; one that the member added says so, as beside every state."""
        from demur.words import say, window

        plate = self.nameplates.find(account.platform, account.setting)
        return say(window.ADDED_CHOICE, name=plate.name) if plate.is_added else plate.name

    def reads_unattended(self, account: Account) -> bool:
        """Tell whether a platform may be read without its member there: by its interface, or as its page's file says.

        An interface is made for programs, and the member let this one in by name (RFC 6749, 1.1). Of a page, they have
        first read what its platform's terms say of that.
        """
        kind = self.nameplates.find(account.platform, account.setting).kind
        if kind == PAGE:
            platform = self.platform(account.platform)
            return getattr(platform, "unattended_reads", False) and not self.pages.terms_to_read(account.platform)
        return kind not in {OWN_BROWSER, ""}

    def stays_signed_in(self, account: Account) -> bool:
        """Tell whether a sign-in lasts without the member: an interface's does, a page's where they asked for it."""
        return not self.has_page(account) or self.pages.is_kept(account)

    def note_read(self, account: Account) -> None:
        """After an account was read, remember that its page fits, and keep a kept sign-in as it is now.

        Where that fails the setting was read all the same; that the sign-in has ended is told once it has.
        """
        if self.has_page(account):
            with suppress(Problem):
                self.pages.note_read(account)

    def beginnings(self, account: Account) -> list[tuple[date, str]]:
        """Return the days on which something about a setting begins where its member lives."""
        from demur.meaning.beginnings import beginnings

        try:
            claims = self.claims_of(account.platform)
        except MeaningBroken:  # the pages say that explanations are missing; nothing can be due by them
            return []
        return beginnings(claims.of_setting(account.setting), account.region) if claims is not None else []

    def has_page(self, account: Account) -> bool:
        """Tell whether an account's platform is one whose page Demur opens."""
        return self.nameplates.find(account.platform, account.setting).kind == PAGE

    @cached_property
    def pages(self) -> Pages:
        """What is done with platforms that have only a page; the window gives it a browser."""
        from demur.connectors.page.pages import Pages
        from demur.steps import beside, guidance

        accounts, clock = self._accounts, self.clock
        return Pages(accounts, self.catalogue, accounts, self.cookies, self.remember, beside, guidance, clock)

    def keeps_words(self, account: Account) -> bool:
        """Tell whether the member wants kept what the platform's page says beside the setting."""
        return self.has_page(account) and self.pages.keeps_words(account)

    def remember(self, platform: PagePlatform, identity: Identity, region: RegionCode) -> Account:
        """Remember whom a platform's page named after a sign-in, and return the account of its first setting."""
        return self.joining().remember(platform, identity, region)

    def cookies(self, is_practice: bool) -> SealedCookies:
        """Return where the sign-ins lie that a member asked to be kept."""
        from demur.browser.sealed_cookies import SealedCookies

        return SealedCookies(self._folders.cookies(is_practice), self.vault(is_practice))

    def route(self, account: Account) -> Route:
        """Return the way that a member goes in their own browser."""
        return self.catalogue().find_own(account.platform).route(account.setting, account.region)

    def platform(self, platform: PlatformId) -> Platform | None:
        """Return what a platform's file says, without starting anything; None where there is no such file now."""
        return next((found for found in self.catalogue().all()[0] if found.id == platform), None)

    def claims_of(self, platform: PlatformId) -> Claims | None:
        """Return the claims that a platform's file points at. Raises `MeaningBroken`."""
        known = self.platform(platform)
        if known is None or known.meaning is None:
            return None
        return self.library.find(known.meaning)

    @cached_property
    def library(self) -> Library:
        """All sentences there are about settings, with their sources."""
        from demur.meaning.library import Library
        from demur.receipts.durable_file import write_durably

        return Library(paths.resources() / "meaning", self._folders.meaning, write_durably)

    def _new_vault(self, is_practice: bool) -> Vault:
        return self.practice_vault() if is_practice else self.own_vault()

    def own_vault(self) -> OwnVault:
        """Return where the secrets of real accounts lie: the keyring, or the file that the member chose and sealed."""
        from demur.secret_names import expected
        from demur.vault.own_vault import OwnVault
        from demur.vault.sealed_vault import SealedVault

        folders, accounts = self._folders, self._accounts
        with self._lock:
            if self._own is None:
                sealed = SealedVault(folders.sealed, folders.sealed_mark, folders.locks / "secrets.lock")
                sealed.ask = lambda is_wrong: self.ask_passphrase(is_wrong) if self.ask_passphrase else None
                names = lambda: expected(folders, accounts, self.ledger(False), self.has_page)  # noqa: E731  # late
                self._own = OwnVault(self.keyring(), sealed, names)
            return self._own

    def keyring(self) -> KeyringVault:
        from demur.vault.keyring_vault import KeyringVault

        return KeyringVault(f"Demur {self._folder_name()}")

    def practice_vault(self) -> PracticeVault:
        from demur.vault.folder_vault import FolderVault
        from demur.vault.keyring_vault import KeyringVault
        from demur.vault.practice_vault import PracticeVault

        keyring = KeyringVault(f"Demur {self._folder_name()} practice")
        folder = FolderVault(self._folders.practice / "secrets")
        return PracticeVault(keyring, folder, self._folders.practice / "keyring-in-use")

    def _folder_name(self) -> str:
        """Return this data folder's own name in the keyring, so that two folders never share a secret."""
        from uuid import uuid4

        return self._accounts.setting_once("folder", uuid4().hex[:12])


def _platform_folders(folders: Folders) -> tuple[Path, Path]:
    """Return where platform files lie: the shipped ones, and those that the member dropped in."""
    return paths.resources() / "platforms", folders.platforms


def build(folders: Folders) -> Product:
    """Build the product on a data folder. Raises `FolderUnusable` and the problems of its files."""
    folders.prepare()
    accounts = SqliteAccounts(folders.accounts)
    practice = Practice(folders)
    return Product(folders, accounts, practice, Rooms(folders, accounts, practice))
