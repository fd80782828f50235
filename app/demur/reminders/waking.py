"""When to wake up for what is due next: one moment, seldom, and right after the computer slept."""

from datetime import datetime, timedelta
from typing import Final

LONGEST: Final = timedelta(hours=6)
"""A timer counts the time that the computer is awake, and a clock can be set. Where nobody tells of either, what is
due is found late, by this at most."""
_SHORTEST: Final = timedelta(seconds=1)


def wait_ms(next_wake: datetime | None, now: datetime) -> int | None:
    """Return after how many milliseconds to look again; None where nothing is to come, and nothing need run."""
    if next_wake is None:
        return None
    return int(min(max(next_wake - now, _SHORTEST), LONGEST) / timedelta(milliseconds=1))
