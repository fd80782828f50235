"""What was seen of one privacy setting, when, and how the answer reached us."""

from dataclasses import dataclass
from datetime import datetime

from demur.core.setting import Identity, RegionCode, State


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

    wording: str | None = None
    """What the platform says of the setting beside it, in its own words; None where its file doesn't say where."""
    region: RegionCode | None = None
    """Where the platform counts the account to; None where its file doesn't say where that stands."""

    @property
    def is_independent(self) -> bool:
        """Whether it may confirm something: the platform's own answer, and about the same account."""
        return self.is_firsthand and self.is_account_sure
