"""How often a member wants to be reminded of an account, and whether Demur may look by itself."""

from enum import IntEnum
from typing import Final, Protocol

from demur.core.account import Account, AccountId

_CADENCE: Final = "remind-every"
_ALONE: Final = "reads-alone"
_YES: Final = "yes"


class Cadence(IntEnum):
    """Days between two looks that a member wants to be reminded of."""

    NEVER = 0
    WEEKLY = 7
    MONTHLY = 30
    QUARTERLY = 90


class Kept(Protocol):
    """Keeps the accounts, and a few settings of the program's own."""

    def find(self, account: AccountId) -> Account | None: ...

    def setting(self, name: str) -> str | None: ...

    def keep_setting(self, name: str, value: str) -> None: ...


class Cadences:
    """What the member chose for each account; forgotten with it, since the names end with its id."""

    def __init__(self, accounts: Kept) -> None:
        self._accounts = accounts

    def of(self, account_id: AccountId) -> Cadence:
        """Return the member's choice; monthly where there is none, and never for practice, which nobody waits for."""
        kept = self._accounts.setting(f"{_CADENCE}:{account_id}")
        if kept is not None and kept.isdecimal() and int(kept) in set(Cadence):
            return Cadence(int(kept))
        account = self._accounts.find(account_id)
        return Cadence.NEVER if account is None or account.is_practice else Cadence.MONTHLY

    def choose(self, account_id: AccountId, cadence: Cadence) -> None:
        self._accounts.keep_setting(f"{_CADENCE}:{account_id}", str(int(cadence)))

    def may_read_alone(self, account_id: AccountId) -> bool:
        """Return whether the member switched on that Demur looks by itself; nothing is ever written by itself."""
        return self._accounts.setting(f"{_ALONE}:{account_id}") == _YES

    def let_read_alone(self, account_id: AccountId, may_it: bool) -> None:
        self._accounts.keep_setting(f"{_ALONE}:{account_id}", _YES if may_it else "")
