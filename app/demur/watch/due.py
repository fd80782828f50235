"""What is due for an account: a look after so many days, a date that begins, an answer that should have come."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from demur.core.account import Account, AccountId
from demur.core.setting import State
from demur.core.sighting import Sighting
from demur.watch.cadence import Cadence


class Why(StrEnum):
    """Why an account is due."""

    INTERVAL = "interval"
    """Nobody has looked for as long as the member wants to be reminded after."""
    DATE_BEGINS = "date-begins"
    """Something about the setting began to hold where the member lives, since it was last looked at."""
    ANSWER_DUE = "answer-due"
    """A letter of the member's should have been answered by now."""


class Due(NamedTuple):
    account: AccountId
    why: Why
    since: datetime
    """In UTC; still to come for what is due next."""
    about: str = ""
    """The id of the claim, or of the receipt of the request; empty for an interval."""


class Dates(Protocol):
    """Knows when something about a setting begins where a member lives."""

    def beginnings(self, account: Account) -> Sequence[tuple[date, str]]:
        """Return the first days of what the member would want to look for, each with the claim that says so."""
        ...


class Letters(Protocol):
    """Knows the requests that a member sent and that wait for an answer."""

    def open_requests(self) -> Sequence[tuple[AccountId, str, date]]:
        """Return the account, the receipt's id and the last day for an answer of each."""
        ...


_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a time that nobody knows any more."""


def dues(
    account: Account,
    cadence: Cadence,
    sightings: Sequence[Sighting],
    beginnings: Sequence[tuple[date, str]],
    answers: Sequence[tuple[str, date]],
    now: datetime,
) -> list[Due]:
    """Return all that is or will be due for an account, soonest first; what has passed meanwhile is due once."""
    found = [Due(account.id, Why.ANSWER_DUE, _morning(day + timedelta(days=1)), about) for about, day in answers]
    if cadence is not Cadence.NEVER:
        looked_at = _looked_at(sightings, now + timedelta(days=cadence))
        if looked_at is not None:
            found.append(Due(account.id, Why.INTERVAL, looked_at + timedelta(days=cadence)))
            begun = [(day, about) for day, about in beginnings if _morning(day) > looked_at]
            found += [Due(account.id, Why.DATE_BEGINS, _morning(day), about) for day, about in begun]
    return sorted(found, key=lambda due: due.since)


def next_due(found: Sequence[Due], now: datetime) -> tuple[Due | None, datetime | None]:
    """Return what is due now, a date before a mere interval, and when something becomes due next."""
    order = (Why.ANSWER_DUE, Why.DATE_BEGINS, Why.INTERVAL)
    present = [due for due in found if due.since <= now]
    later = [due.since for due in found if due.since > now]
    return min(present, key=lambda due: order.index(due.why), default=None), min(later, default=None)


def _looked_at(sightings: Sequence[Sighting], believed_until: datetime) -> datetime | None:
    """Return when the setting was last looked at with an answer, or first tried without one.

    The clock may have been wrong once. A time that lies ahead by less than an interval is believed, so that a clock
    that was set back makes nothing due twice; of one further ahead, nobody knows when that was.
    """
    certain = [one.at for one in sightings if one.state is not State.UNKNOWN]
    if not (tried := certain or [one.at for one in sightings[-1:]]):
        return None
    return max((at for at in tried if at <= believed_until), default=_LONG_AGO)


def _morning(day: date) -> datetime:
    """Return when a day begins in UTC: the same moment wherever the computer is taken."""
    return datetime.combine(day, time(), UTC)
