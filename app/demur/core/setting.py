"""One privacy setting: its states, how well one is known, and whose it is."""

from enum import StrEnum
from typing import NamedTuple, NewType

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


class Identity(NamedTuple):
    """Who the platform says is signed in."""

    user_id: str
    """Empty where no platform said so: the member named the account, to reach it in their own browser."""
    handle: str
