"""How it stands with one account: what there is to say of it, on what evidence, and what is due."""

from datetime import datetime
from typing import NamedTuple

from demur.core.account import Account
from demur.core.sighting import Sighting
from demur.watch.cadence import Cadence
from demur.watch.due import Due
from demur.watch.matter import Matter


class Standing(NamedTuple):
    """One account as the watch sees it; nothing of it was asked of a platform just now."""

    account: Account
    matter: Matter
    seen: Sighting | None
    """The newest sighting, whatever it showed."""
    certain: Sighting | None
    """The newest one that told on, off or not offered."""
    off_since: datetime | None
    """Since when it was seen off without anything else between; None where it is not off."""
    due: Due | None
    """What is due now."""
    next_due_at: datetime | None
    """When something becomes due next."""
    next_try_at: datetime | None
    """Before when the platform is not tried again, after faults in a row; None where it may be tried now."""
    cadence: Cadence
    fault: Matter | None = None
    """What kept the newest look from telling anything certain."""
    is_alone_wanted: bool = False
    """Whether the member switched on that Demur may look by itself."""
    may_read_alone: bool = False
    """Whether Demur looks by itself: the member switched it on, the platform's file allows it, and a sign-in lasts."""
