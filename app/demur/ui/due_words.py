"""Why an account is due, and when the next reminder comes, with days as this computer writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demur.ui import dates
from demur.watch.cadence import Cadence
from demur.watch.due import Why
from demur.words import overview, say, watch

if TYPE_CHECKING:
    from datetime import datetime

    from demur.watch.standing import Standing


def why(standing: Standing, now: datetime) -> str:
    """Return why something is due for an account; nothing where nothing is."""
    due = standing.due
    if due is None:
        return ""
    if due.why is Why.INTERVAL:
        return watch.why(due, now, standing.certain.at if standing.certain else None)
    return say(watch.WHY[due.why], day=dates.day(due.since.date()))


def next_reminder(standing: Standing, now: datetime) -> str:
    """Return when the next reminder of an account comes, or why one is due."""
    if standing.due is not None:
        return why(standing, now)
    if standing.next_due_at is None:
        is_wanted = standing.cadence is not Cadence.NEVER and standing.seen is None
        return say(overview.FIRST_LOOK if is_wanted else overview.NO_REMINDER)
    return say(overview.NEXT_REMINDER, day=dates.day(standing.next_due_at.date()))
