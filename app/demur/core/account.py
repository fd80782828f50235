"""One member's sign-in at one platform."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State

AccountId = NewType("AccountId", str)


@dataclass(frozen=True, slots=True)
class LastSeen:
    """The newest thing known of an account's setting, shown before anything is asked again."""

    state: State
    at: datetime
    assurance: Assurance | None = None
    """How an applied choice was confirmed; None for a plain reading."""
    reason: str | None = None
    """The code of the problem that left the state unknown."""


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in account as Demur remembers it; its tokens lie in the vault under its id."""

    id: AccountId
    platform: PlatformId
    setting: SettingId
    identity: Identity
    region: RegionCode
    is_practice: bool
    plays_on: date | None = None
    """The date a practice scenario plays on; None means today."""
    last: LastSeen | None = None

    @property
    def is_named_by_member(self) -> bool:
        """Whether the member reaches it in their own browser, and no platform ever named it to us."""
        return not self.identity.user_id
