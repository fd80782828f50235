"""Time from someone else (RFC 3161): who is asked for it, and what came back, in plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_AUTHORITIES = 2
"""Of different owners, so that no single one has to be believed."""


class TokenCode(StrEnum):
    """What looking at a token found."""

    HOLDS = "holds"
    NOT_CHECKED = "not-checked"
    """A form that the library here doesn't read, though others do: an unsorted set of certificates, for one."""
    BROKEN = "broken"
    """No token, or one that was changed after it was signed."""
    OTHER_DATA = "other-data"
    OTHER_ROOT = "other-root"
    """Signed under none of the certificates that are pinned."""
    OTHER_SIGNER = "other-signer"
    """Signed by one certificate, with another laid in beside it that was to be taken for the signer's."""
    NO_PURPOSE = "no-purpose"
    """Signed by a certificate that isn't made for timestamps (RFC 3161, 2.3)."""
    EXPIRED = "expired"
    """The certificate didn't hold at the time that the token names. That it ran out later takes nothing away."""
    WRONG_NONCE = "wrong-nonce"
    BEFORE_ENTRY = "before-entry"
    """All holds, but the time lies before the entry's own: one of two clocks was wrong."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Somebody who dates hashes, as the member named them."""

    id: str
    name: str
    owner: str
    address: str
    certificates: str
    """PEM: the root, and what else the member had of the authority. Whatever isn't signed under these doesn't count."""


@dataclass(frozen=True, slots=True)
class Token:
    """An answer as it came, kept for good, with all that checks it: the authority may be forgotten meanwhile."""

    size: int
    """How many entries the checkpoint covers that it dates."""
    authority: Authority
    nonce: int
    asked_at: datetime
    answer: bytes
    code: TokenCode
    dated_at: datetime | None
    """The time it names; None where it names none that can be read."""


@dataclass(frozen=True, slots=True)
class Dated:
    """By whom and when a receipt was dated, as a token says that holds under a pinned certificate."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an authority has dated the ledger, and from when on it may be asked for the rest."""

    authority: Authority
    dated: int
    may_ask_at: datetime | None
    """None where it may be asked now."""
