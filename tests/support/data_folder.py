"""A data folder with the connectors' room joined from real parts, and a browser that works beside the program."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.support.platform_server import Clock

from demur.connectors.api.callback import Pages
from demur.connectors.api.engine import ApiLine
from demur.connectors.api.signin import SignedIn, SignIn
from demur.connectors.api.tokens import TokenShelf
from demur.connectors.catalogue import Catalogue
from demur.connectors.joining import Joining
from demur.connectors.platform_file import ApiPlatform
from demur.connectors.waiting import Waiting
from demur.core.account import Account, AccountId, SignInId
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId
from demur.ledger.accounts import SqliteAccounts
from demur.vault.folder_vault import FolderVault

SHIPPED = Path(__file__).parents[2] / "resources" / "platforms"
PAGES = Pages("Demur has the answer.", "Nothing was taken.")


@dataclass
class World:
    """One data folder with everything of the connectors' room joined."""

    folder: Path
    accounts: SqliteAccounts
    vault: FolderVault
    shelf: TokenShelf
    catalogue: Catalogue
    joining: Joining

    def join(self, platform: str, browser: Callable[[str], object]) -> Account:
        return self.joining.join(PlatformId(platform), RegionCode("US"), Waiting(lambda url: open_in(browser, url)))

    def line(self, account: Account) -> ApiLine:
        return ApiLine(self.catalogue.find(account.platform), account, self.shelf, Clock())


def open_in(browser: Callable[[str], object], url: str) -> None:
    """Let a browser go to work beside the program."""
    threading.Thread(target=browser, args=(url,), name="browser").start()


def sign_in(platform: ApiPlatform, browser: Callable[[str], object], patience_s: float = 10.0) -> SignedIn:
    return SignIn(PAGES, Clock()).run(platform, Waiting(lambda url: open_in(browser, url)), patience_s)


def account_at(platform: ApiPlatform, user_id: str = "m-1") -> Account:
    return Account(
        AccountId("tiny-00000000"),
        platform.id,
        SettingId(platform.settings[0].facts.id),
        Identity(user_id, "Tiny Member"),
        RegionCode("US"),
        is_practice=True,
        sign_in=SignInId("tiny-00000000"),
    )


def make_world(folder: Path, practice_base: Callable[[], str]) -> World:
    for name in ("platforms", "locks"):
        (folder / name).mkdir(parents=True)
    accounts = SqliteAccounts(folder / "accounts.sqlite")
    vault = FolderVault(folder / "secrets")
    shelf = TokenShelf(vault, folder / "locks")
    catalogue = Catalogue(SHIPPED, folder / "platforms", accounts, practice_base)

    def stage(identity: Identity) -> tuple[RegionCode, date | None] | None:
        return (RegionCode("GB"), date(2024, 9, 21)) if identity.user_id == "uk-2024" else None

    joining = Joining(accounts, catalogue, lambda: SignIn(PAGES, Clock()), lambda _: shelf, stage)
    return World(folder, accounts, vault, shelf, catalogue, joining)
