"""One member's sign-in at one platform, and the accounts under it: one for each setting."""

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from typing import NamedTuple, NewType

from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State

AccountId = NewType("AccountId", str)
"""Names one setting of one sign-in, for good: previews, attempts and receipts lie under it."""
SignInId = NewType("SignInId", str)
"""Names a sign-in, which all settings of a platform share: its tokens lie in the vault under it."""


class LastSeen(NamedTuple):
    """The newest thing known of an account's setting, shown before anything is asked again."""

    state: State
    at: datetime
    assurance: Assurance | None = None
    """How an applied choice was confirmed; None for a plain reading."""
    reason: str | None = None
    """The code of the problem that left the state unknown."""

    @property
    def is_told(self) -> bool:
        """Whether only the member's word bears it."""
        return self.assurance is Assurance.MEMBER_REPORTED


@dataclass(frozen=True, slots=True)
class Account:
    """One setting of a sign-in as Demur remembers it.

    `sign_in` has no default: an account that shared another's by mistake would sign it out with itself.
    """

    id: AccountId
    platform: PlatformId
    setting: SettingId
    identity: Identity
    region: RegionCode
    is_practice: bool
    plays_on: date | None = None
    """The date a practice scenario plays on; None means today."""
    last: LastSeen | None = None
    _: KW_ONLY
    sign_in: SignInId

    @property
    def is_named_by_member(self) -> bool:
        """Whether the member reaches it in their own browser, and no platform ever named it to us."""
        return not self.identity.user_id


def shared_sign_ins(accounts: Iterable[Account]) -> frozenset[SignInId]:
    """Return the sign-ins with several accounts, whose names must say which setting is meant."""
    seen: set[SignInId] = set()
    shared: set[SignInId] = set()
    for account in accounts:
        (shared if account.sign_in in seen else seen).add(account.sign_in)
    return frozenset(shared)
