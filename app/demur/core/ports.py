"""What the product needs from the rooms around it, each named for the need."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from demur.core.account import Account, AccountId, LastSeen, SignInId
from demur.core.entry import ConnectorFacts, Entry, EntryId, PlatformFacts, Receipt, SettingFacts, Shown
from demur.core.reading import Reading
from demur.core.route import ApplyWay
from demur.core.secret import Secret
from demur.core.setting import Identity, State
from demur.core.sighting import Beside, Note, Sighting

if TYPE_CHECKING:
    from demur.core.wording import Wording


class Clock(Protocol):
    """The local clock, so that a test can own it."""

    def now(self) -> datetime:
        """Return the time now, aware and in UTC."""
        ...

    def pause(self, seconds: float) -> None: ...


class Connector(Protocol):
    """One connection to one platform, signed in as one account. Raises only `Problem`."""

    def identify(self) -> Identity: ...

    def read(self) -> Reading:
        """Read the account's setting; the reading carries an identity asked on this same connection."""
        ...

    def write(self, target: State, seen: Reading) -> None:
        """Ask for `target`, refusing with `StaleWrite` where the platform can tell that `seen` is old."""
        ...

    def close(self) -> None: ...


class Line(Protocol):
    """The way to one account's platform: what its file says of it, and new connections to it."""

    platform: PlatformFacts
    setting: SettingFacts
    connector: ConnectorFacts
    way: ApplyWay
    """Who applies a choice on it; an interface has only `FOR_ME`."""

    def begin(self) -> None:
        """Begin what the first reading of the next `open` needs, and don't wait for it; nothing where that can't be.

        For whoever has other things to wait for before that reading. Raises as `read`.
        """
        ...

    def open(self) -> Connector:
        """Return a new connection that shares nothing with an earlier one but the sign-in."""
        ...

    def at_hand(self) -> Connector | None:
        """Return a connection as `open` does where nobody but this computer need be asked for that; None otherwise.

        So it may be made while another account of the platform is read.
        """
        ...

    def wording_in(self, evidence: bytes, /) -> "Wording | None":
        """Return what was said beside the setting, as far as the evidence of an earlier reading of this line tells."""
        ...


class Switchboard(Protocol):
    """Finds the way to an account's platform."""

    def line(self, account: Account) -> Line: ...


class Sealer(Protocol):
    """A ledger whose key is at hand, held from before an attempt until its receipt is sealed."""

    def seal(self, entry: Entry) -> Receipt:
        """Append `entry` durably and return its receipt.

        Raises `AttemptClosed` where another entry closed the same attempt, `DiskFull`, `FolderUnusable`,
        `LedgerDamaged`.
        """
        ...


class Evidence(Protocol):
    """A whole reply, or what was seen of a page."""

    @property
    def name(self) -> str:
        """`before` or `after`."""
        ...

    @property
    def body(self) -> bytes: ...


class Ledger(Protocol):
    """The member's append-only log of receipts."""

    def unlock(self) -> Sealer:
        """Fetch the key and return what can seal. Raises the vault's problems, `ReceiptKeyMissing`,
        `ReceiptKeyChanged`, and the ledger's own."""
        ...

    def open_attempts(self) -> Sequence[Receipt]:
        """Return the attempts that no later entry closes, oldest first."""
        ...

    def find(self, entry: EntryId) -> Receipt | None: ...

    def of_account(self, account: AccountId, count: int) -> Sequence[Receipt]:
        """Return an account's newest receipts, newest first."""
        ...

    def evidence(self, index: int) -> "Sequence[Evidence]":
        """Return what a receipt rests on, each under the side it was seen on; nothing where the member deleted it."""
        ...

    def keep_checkpoint(self) -> None:
        """Lay the newest checkpoint into the vault, so that a later rollback shows."""
        ...


class Vault(Protocol):
    """Where secrets lie. `find` answers None for a secret that was never kept."""

    def keep(self, name: str, secret: Secret) -> None: ...

    def find(self, name: str) -> Secret | None: ...

    def forget(self, name: str) -> None:
        """Remove a secret; removing one that isn't there is no problem."""
        ...


class Accounts(Protocol):
    """The accounts Demur remembers, in the order they were added; those of one sign-in stand together."""

    def all(self) -> Sequence[Account]: ...

    def find(self, account: AccountId) -> Account | None: ...

    def of_sign_in(self, sign_in: SignInId) -> Sequence[Account]:
        """Return the accounts of one sign-in, in order."""
        ...

    def keep(self, account: Account) -> None: ...

    def keep_sign_in(self, accounts: Sequence[Account]) -> None:
        """Remember all accounts of one sign-in, or none; those it had before and has no longer go."""
        ...

    def forget(self, account: AccountId) -> None:
        """Forget an account, and every setting of the program's that is kept for it alone."""
        ...

    def forget_sign_in(self, sign_in: SignInId) -> None:
        """Forget all accounts of one sign-in, or none."""
        ...

    def saw(self, account: AccountId, last: LastSeen, beside: Beside | None = None) -> None:
        """Remember what was seen last, after all that was seen before it."""
        ...

    def saw_all(self, notes: Sequence[Note]) -> Collection[AccountId]:
        """Remember several looks as `saw` does, in their order, or none of them.

        Returns the accounts beside whose settings other words were seen of late.
        """
        ...

    def sightings(self, account: AccountId, count: int | None = None) -> Sequence[Sighting]:
        """Return what was seen of an account, newest first: all of it, or the newest `count`."""
        ...

    def keep_setting(self, name: str, value: str) -> None:
        """Keep a setting of the program's own; one whose name ends with an account's id goes with it."""
        ...


class Meaning(Protocol):
    """What a member of a region is told on a date, as the receipt records it."""

    def shown(self, account: Account) -> Shown: ...

    def names_legitimate_interests(self, account: Account) -> bool: ...


class Turn(Protocol):
    """The right to make an attempt on this data folder; one holder at a time, over all processes."""

    def take(self) -> AbstractContextManager[None]:
        """Hold the turn. Raises `BusyElsewhere` where another process holds it."""
        ...
