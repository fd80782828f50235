"""What can be seen of one privacy setting, and how well it is known."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

SettingId = NewType("SettingId", str)
PlatformId = NewType("PlatformId", str)
RegionCode = NewType("RegionCode", str)
"""ISO 3166-1 alpha-2 code, as chosen by the member; never located by us."""


class State(StrEnum):
    """The state of a setting: never guessed, never defaulted."""

    ON = "on"
    """The platform may use the member's data."""
    OFF = "off"
    """The member is opted out."""
    NOT_OFFERED = "not-offered"
    """The platform said, in so many words, that this member has no such setting."""
    UNKNOWN = "unknown"


class Assurance(StrEnum):
    """How we know, weakest first (receipt-format part 4)."""

    MEMBER_REPORTED = "member-reported"
    REQUESTED = "requested"
    ACKNOWLEDGED = "acknowledged"
    READ_BACK_SAME = "read-back-same"
    READ_BACK_INDEPENDENT = "read-back-independent"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the platform says is signed in."""

    user_id: str
    """Empty where no platform said so: the member named the account, to reach it in their own browser."""
    handle: str


@dataclass(frozen=True, slots=True)
class Transport:
    """How an answer reached us; part of every receipt that rests on one."""

    host: str
    http_date: str | None = None
    """The server's `Date` header as received (RFC 9110, 6.6.1), so that clock skew shows."""
    tls: str | None = None
    """Protocol version, such as `TLSv1.3`; None on loopback."""
    peer_spki: str | None = None
    """`sha256:` digest of the server's SubjectPublicKeyInfo; None on loopback."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was seen of a setting, when, and where."""

    state: State
    raw: str
    """The value as it stood in the reply, as JSON text."""
    identity: Identity
    observed_at: datetime
    address: str
    body: bytes
    """The whole reply, kept as evidence."""
    transport: Transport
    version: str | None = None
    """The entity tag (RFC 9110, 8.8.3), where the platform gave one."""
    is_firsthand: bool = True
    """False where a cache may have answered in the platform's place."""
    is_account_sure: bool = True
    """False where nothing names the account, and the sign-in may have changed since it was first read."""

    @property
    def is_independent(self) -> bool:
        """Whether it may confirm something: the platform's own answer, and about the same account."""
        return self.is_firsthand and self.is_account_sure
