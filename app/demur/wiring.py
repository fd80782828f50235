"""The only place that builds the real parts and joins them; what is slow to import is imported where it is needed."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import demur
from demur import paths
from demur.core.account import Account
from demur.core.opt_out import OptOut, Parts
from demur.core.own_browser import OwnBrowser, OwnParts
from demur.core.ports import Line, Vault
from demur.core.preview import Previews
from demur.core.problem import BusyElsewhere, PlatformUnknown
from demur.core.route import Route
from demur.core.setting import Identity, PlatformId, RegionCode
from demur.ledger.accounts import SqliteAccounts
from demur.ledger.composition import ProgramFacts
from demur.ledger.kept import CHECKPOINT_NAME
from demur.ledger.log import SECRET_NAME, SqliteLedger
from demur.meaning.claims import Claims
from demur.meaning.guide import Guide
from demur.paths import Folders

if TYPE_CHECKING:
    from demur.connectors.api.tokens import TokenShelf
    from demur.connectors.catalogue import Catalogue
    from demur.connectors.joining import Joining
    from demur.connectors.platform_file import Platform
    from demur.practice.launcher import Plaza
    from demur.vault.keyring_vault import KeyringVault
    from demur.vault.practice_vault import PracticeVault


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)


class FileTurn:
    """The turn of this data folder: a lock file that the system lets go of when its holder dies."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @contextmanager
    def take(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(self._file, timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyElsewhere from error
        try:
            yield
        finally:
            lock.release()


class Practice:
    """The practice platform of this data folder: started when first needed, gone with the program."""

    def __init__(self, folders: Folders) -> None:
        self._folders, self._lock = folders, threading.Lock()
        self._plaza: Plaza | None = None

    def base(self) -> str:
        """Return its address, starting it where it doesn't run. Raises `PracticeNotStarted`."""
        return self.plaza().base

    def plaza(self) -> "Plaza":
        from demur.practice.launcher import Plaza

        with self._lock:
            if self._plaza is None or not self._plaza.is_running:
                self._plaza = Plaza.start(self._folders.practice / "plaza.sqlite", paths.resources())
            return self._plaza

    def stage(self, identity: Identity) -> tuple[RegionCode, date | None] | None:
        from demur.practice import scenarios

        for scenario in scenarios.load(paths.resources()):
            if scenario.user_id == identity.user_id:
                return RegionCode(scenario.region), scenario.plays_on
        return None

    def close(self) -> None:
        with self._lock:
            if self._plaza is not None:
                self._plaza.stop()
                self._plaza = None


@dataclass(frozen=True, slots=True)
class Product:
    """Everything a window or a command works with."""

    folders: Folders
    accounts: SqliteAccounts
    opt_out: OptOut
    own_browser: OwnBrowser
    guide: Guide
    practice: Practice
    rooms: "Rooms"

    def ledger(self, is_practice: bool) -> SqliteLedger:
        return self.rooms.ledger(is_practice)

    @property
    def catalogue(self) -> "Catalogue":
        return self.rooms.catalogue()

    @property
    def joining(self) -> "Joining":
        return self.rooms.joining()

    def erase(self) -> int:
        """Sign every account out and remove everything kept here; return how many sign-ins no platform confirmed ended.

        Raises the vault's problems, and `FolderUnusable` where a file can't be removed; what could be removed is gone.
        """
        ended = [self.joining.leave(account) for account in self.accounts.all()]
        for is_practice in (False, True):
            self.rooms.forget_keys(is_practice)
        self.practice.close()
        self.folders.clear()
        self.rooms.start_over()
        return ended.count(False)

    def close(self) -> None:
        """Stop what was started."""
        self.practice.close()


class Rooms:
    """Builds each real part once, when it is first asked for."""

    def __init__(self, folders: Folders, accounts: SqliteAccounts, practice: Practice) -> None:
        self._folders, self._accounts, self._practice = folders, accounts, practice
        self._clock, self._lock = SystemClock(), threading.RLock()
        self._vaults: dict[bool, Vault] = {}
        self._ledgers: dict[bool, SqliteLedger] = {}
        self._catalogue: Catalogue | None = None

    def vault(self, is_practice: bool) -> Vault:
        """Return where secrets lie; only practice may fall back to its own folder."""
        with self._lock:
            if is_practice not in self._vaults:
                self._vaults[is_practice] = self._new_vault(is_practice)
            return self._vaults[is_practice]

    def ledger(self, is_practice: bool) -> SqliteLedger:
        with self._lock:
            if is_practice not in self._ledgers:
                self._ledgers[is_practice] = SqliteLedger(
                    self._folders.ledger(is_practice), self.vault(is_practice), self._clock, is_practice, program()
                )
            return self._ledgers[is_practice]

    def forget_keys(self, is_practice: bool) -> None:
        """Remove a ledger's key and checkpoint from the vault, if there ever was a ledger."""
        if self.ledger(is_practice).size():
            for name in (SECRET_NAME, CHECKPOINT_NAME):
                self.vault(is_practice).forget(name)

    def start_over(self) -> None:
        """Let go of every part that was built on what is now erased."""
        with self._lock:
            self._vaults, self._ledgers, self._catalogue = {}, {}, None

    def ledger_of(self, account: Account) -> SqliteLedger:
        return self.ledger(account.is_practice)

    def catalogue(self) -> "Catalogue":
        from demur.connectors.catalogue import Catalogue

        with self._lock:
            if self._catalogue is None:
                shipped = paths.resources() / "platforms"
                self._catalogue = Catalogue(shipped, self._folders.platforms, self._accounts, self._practice.base)
            return self._catalogue

    def shelf(self, is_practice: bool) -> "TokenShelf":
        from demur.connectors.api.tokens import TokenShelf

        return TokenShelf(self.vault(is_practice), self._folders.locks)

    def line(self, account: Account) -> Line:
        from demur.connectors.api.engine import ApiLine

        platform = self.catalogue().find(account.platform)
        if platform.is_practice is not account.is_practice:  # nothing may lead practice into the real ledger
            raise PlatformUnknown(platform=account.platform)
        return ApiLine(platform, account, self.shelf(account.is_practice), self._clock)

    def joining(self) -> "Joining":
        from demur.connectors.api.callback import Pages
        from demur.connectors.api.signin import SignIn
        from demur.connectors.joining import Joining
        from demur.words import say, signing_in

        pages = Pages(say(signing_in.PAGE_ACCEPTED), say(signing_in.PAGE_REFUSED))
        sign_in = SignIn(pages, self._clock)
        return Joining(self._accounts, self.catalogue(), sign_in, self.shelf, self._practice.stage)

    def route(self, account: Account) -> Route:
        """Return the way that a member goes in their own browser."""
        return self.catalogue().find_own(account.platform).route(account.setting, account.region)

    def platform(self, platform: PlatformId) -> "Platform | None":
        """Return what a platform's file says, without starting anything; None where there is no such file now."""
        return next((found for found in self.catalogue().all()[0] if found.id == platform), None)

    def claims_of(self, platform: PlatformId) -> Claims | None:
        """Return the claims that a platform's file points at. Raises `MeaningBroken`."""
        known = self.platform(platform)
        if known is None or known.meaning is None:
            return None
        return _claims(paths.resources() / "meaning" / f"{known.meaning}.toml")

    def _new_vault(self, is_practice: bool) -> Vault:
        return self.practice_vault() if is_practice else self.keyring()

    def keyring(self) -> "KeyringVault":
        from demur.vault.keyring_vault import KeyringVault

        return KeyringVault(f"Demur {self._folder_name()}")

    def practice_vault(self) -> "PracticeVault":
        from demur.vault.folder_vault import FolderVault
        from demur.vault.keyring_vault import KeyringVault
        from demur.vault.practice_vault import PracticeVault

        keyring = KeyringVault(f"Demur {self._folder_name()} practice")
        folder = FolderVault(self._folders.practice / "secrets")
        return PracticeVault(keyring, folder, self._folders.practice / "keyring-in-use")

    def _folder_name(self) -> str:
        """Return this data folder's own name in the keyring, so that two folders never share a secret."""
        return self._accounts.setting_once("folder", uuid4().hex[:12])


@cache
def _claims(file: Path) -> Claims:
    from demur.meaning import claims

    return claims.load(file)


@cache
def program() -> ProgramFacts:
    """Return what sealed a receipt: name, version, and a digest over every source file of the program."""
    digest = hashlib.sha256()
    package = Path(demur.__file__).parent
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix().encode()
        digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return ProgramFacts("Demur", demur.__version__, f"sha256:{digest.hexdigest()}")


def build(folders: Folders) -> Product:
    """Build the product on a data folder. Raises `FolderUnusable` and the problems of its files."""
    folders.prepare()
    clock = SystemClock()
    accounts = SqliteAccounts(folders.accounts)
    practice = Practice(folders)
    rooms = Rooms(folders, accounts, practice)
    guide = Guide(rooms.claims_of, lambda: clock.now().date())
    parts = Parts(
        accounts=accounts,
        switchboard=rooms,
        ledger_of=rooms.ledger_of,
        meaning=guide,
        previews=Previews(accounts, clock),
        turn=FileTurn(folders.locks / "attempt.lock"),
        clock=clock,
    )
    own = OwnParts(accounts, rooms, rooms.ledger_of, guide, parts.turn, clock)
    return Product(folders, accounts, OptOut(parts), OwnBrowser(own), guide, practice, rooms)
