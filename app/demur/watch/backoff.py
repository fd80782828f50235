"""When a platform is tried again after it could not be reached: ever later, never at the same moment for everyone."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain, pairwise, takewhile
from typing import Final

from demur.core.setting import Assurance, PlatformId
from demur.core.sighting import Sighting
from demur.watch.matter import FAULTS, OF_PLATFORM

FIRST: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(days=1)
_MOST_DOUBLINGS: Final = 10
MOST_IN_A_ROW: Final = 20
"""How many of an account's newest sightings tell enough: the wait has long been the longest by then."""
_ONE_FAULT: Final = timedelta(minutes=1)
"""Within which several accounts of a platform meet the same fault: that is no row of them."""
_CREDIBLE: Final = timedelta(days=1)
"""How far ahead a fault may lie; further, and the clock was wrong when it was met."""


def next_try(faults_in_a_row: int, last_fault_at: datetime, retry_after_s: int | None, jitter: float) -> datetime:
    """Return when to try again: after 5, 10, 20 … minutes, a day at most, and up to half as long again by `jitter`.

    `jitter` lies from 0 up to 1. What the platform asked for (Retry-After, RFC 9110 10.2.3) is never cut short.
    """
    doublings = min(max(faults_in_a_row, 1) - 1, _MOST_DOUBLINGS)
    wait = min(FIRST * (1 << doublings), LONGEST) * (1 + jitter / 2)
    return last_fault_at + max(wait, timedelta(seconds=retry_after_s or 0))


def jitter_of(*about: str) -> float:
    """Return a fixed part of 1 for these texts: the time that a member was told of must not move."""
    import hashlib  # most platforms answer, and a start with several accounts waits for this

    digest = hashlib.sha256("\n".join(about).encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


def try_after(platform: PlatformId, seen: Iterable[Sequence[Sighting]], now: datetime) -> datetime | None:
    """Return before when a platform is left alone, from the sightings of its accounts; None where it needn't be.

    Nothing else is kept for it, so it holds over a restart.
    """
    faults = _in_a_row(seen)
    if not faults or faults[0].at > now + _CREDIBLE:
        return None
    last = faults[0]
    in_a_row = 1 + sum(later.at - earlier.at > _ONE_FAULT for later, earlier in pairwise(faults))
    jitter = jitter_of(platform, last.account, last.at.isoformat())
    asked = [next_try(1, one.at, one.retry_after_s, 0.0) for one in faults if one.retry_after_s]
    at = max(next_try(in_a_row, last.at, last.retry_after_s, jitter), *asked, last.at)
    return at if at > now else None


def is_of_platform(one: Sighting) -> bool:
    """Tell whether a look met a fault that every account of the platform meets alike."""
    return FAULTS.get(one.reason or "") in OF_PLATFORM


def _in_a_row(seen: Iterable[Sequence[Sighting]]) -> list[Sighting]:
    """Return the platform's newest faults, newest first, up to the last time that it answered any account."""
    looks = (one for one in chain.from_iterable(seen) if one.assurance is not Assurance.MEMBER_REPORTED)
    return list(takewhile(is_of_platform, sorted(looks, key=lambda one: one.at, reverse=True)))
