"""What was seen of one setting at one moment, kept in a row with all that was seen before it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from demur.core.account import AccountId, LastSeen
from demur.core.problem import Problem
from demur.core.setting import Assurance, RegionCode, State

if TYPE_CHECKING:
    from demur.core.entry import Unseen
    from demur.core.reading import Reading

LONGEST_WAIT_S: Final = 999_999
"""The longest wait a platform may ask for (eleven days): one that names the year 2999 must not end the watch."""


LONGEST_LOOK: Final = timedelta(minutes=5)
"""Within which a look that began before a change may end after it, in another process: what it saw is no news then."""
OWN_DEED: Final = "own-deed"
"""Names what is kept for an account whose member said, and when, that they switched it on themselves."""


class Beside(NamedTuple):
    """What stands beside the state in a sighting, where there is more to keep than `LastSeen` says."""

    wording: str | None = None
    """`sha256:` digest of the page's own words around the control, where they are known."""
    is_by_itself: bool = False
    """Whether the program looked without the member at hand."""
    retry_after_s: int | None = None
    """How long the platform asked to be left alone (RFC 9110, 10.2.3)."""
    requested: State | None = None
    """What the member had asked for just before, or later said that they did themselves."""
    is_sure: bool = True
    """False where a cache may have answered in the platform's place, or the account may have been another."""
    region: RegionCode | None = None
    """Where the platform counts the account to, where it says so."""


class Note(NamedTuple):
    """What is to be remembered of one look at an account."""

    account: AccountId
    last: LastSeen
    beside: Beside = Beside()


class Sighting(NamedTuple):
    """One look at a setting, or one word of the member's about it."""

    account: AccountId
    at: datetime
    """In UTC, by this computer's clock at that time."""
    state: State
    assurance: Assurance | None = None
    """How an applied choice was confirmed, or that the member told us; None for a plain reading."""
    reason: str | None = None
    """The code of the problem that left the state unknown."""
    wording: str | None = None
    is_by_itself: bool = False
    retry_after_s: int | None = None
    requested: State | None = None
    is_sure: bool = True
    region: RegionCode | None = None

    @property
    def is_certain(self) -> bool:
        """Whether it tells on, off or not offered, for this account and from the platform itself or the member."""
        return self.state is not State.UNKNOWN and self.is_sure


def beside(seen: "Reading | Unseen", is_by_itself: bool = False, requested: State | None = None) -> Beside:
    """Return what is kept of a reading beside its state, or of a look that showed nothing beside why."""
    from demur.core.entry import Unseen  # a start with several accounts sees nothing anew

    if isinstance(seen, Unseen):
        return Beside(is_by_itself=is_by_itself, requested=requested, retry_after_s=seen.retry_after_s)
    wording = digest_of(seen.wording) if seen.wording else None
    return Beside(wording, is_by_itself, None, requested, seen.is_independent, seen.region)


def digest_of(wording: str) -> str:
    """Return what stands for a wording in a sighting, which doesn't keep the platform's words themselves."""
    import hashlib  # only a look needs it

    return f"sha256:{hashlib.sha256(wording.encode()).hexdigest()}"


def retry_after_of(problem: Problem) -> int | None:
    """Return how many seconds a platform asked to be left alone, where it said so."""
    said = problem.details.get("retry_after", "")
    return min(int(said), LONGEST_WAIT_S) if said.isdecimal() and len(said) <= len(str(LONGEST_WAIT_S)) else None
