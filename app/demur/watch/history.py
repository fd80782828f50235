"""One account's history: what was seen and sealed, and the times in which nobody looked, oldest first."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from demur.core.account import Account
from demur.core.ports import Accounts, Ledger
from demur.core.problem import Problem
from demur.core.receipt import Kind, Receipt
from demur.core.setting import Assurance, State
from demur.core.sighting import Sighting
from demur.core.telling import ABOUT

LONGEST: Final = timedelta(days=35)
"""How long nobody need have looked before it is said: a monthly look that came a few days late leaves no gap.

The same for every account, whatever its member chose to be reminded of: a choice of today must not alter the past.
"""
MOST_RECEIPTS: Final = 1000
"""How many of an account's newest receipts are told of."""
_LOOKS: Final = frozenset({Kind.CONFIRMATION, Kind.FAILURE, Kind.OBSERVATION})
"""The kinds of receipt for which somebody looked at the setting."""
_TOLD: Final = frozenset({Assurance.MEMBER_REPORTED, Assurance.REQUESTED})
_SAME: Final = 4
"""How many fields of a stretch, from the first, say what was seen."""


class Stretch(NamedTuple):
    """Equal readings one after the other, with no gap between them; a reading that failed is one of its reason."""

    state: State
    reason: str | None
    """The code of the problem that left the state unknown."""
    is_told: bool
    """Whether the member said so, and nothing was read."""
    is_sure: bool
    """False where a cache may have answered, or the account may have been another."""
    first: datetime
    last: datetime
    times: int
    alone: int = 0
    """How many of them Demur made by itself."""

    @property
    def at(self) -> datetime:
        return self.first


class Moment(NamedTuple):
    """A receipt, at the time of what it is about."""

    at: datetime
    receipt: Receipt


class Reworded(NamedTuple):
    """The platform's page had other words than when they were last seen."""

    at: datetime


class Gap(NamedTuple):
    """A time in which nobody looked; one that is open lasts until now."""

    first: datetime
    last: datetime
    is_open: bool

    @property
    def at(self) -> datetime:
        return self.first

    @property
    def days(self) -> int:
        return (self.last - self.first).days


Happening = Stretch | Moment | Reworded | Gap
_RANK: Final[dict[type, int]] = {Moment: 0, Reworded: 1, Stretch: 2, Gap: 3}
"""What comes first of those that begin at the same time: a receipt stands before what was seen from then on."""


class History(NamedTuple):
    """What is known of one account's setting over time."""

    happenings: tuple[Happening, ...]
    """Oldest first."""
    now: datetime

    @property
    def begins(self) -> datetime:
        return self.happenings[0].at if self.happenings else self.now

    @property
    def ends(self) -> datetime:
        """Now; or later, where a clock was ahead when something was seen."""
        return max([self.now, *(one.last if isinstance(one, Stretch | Gap) else one.at for one in self.happenings)])


def look_up(account: Account, accounts: Accounts, ledger: Ledger, now: datetime) -> tuple[History, Problem | None]:
    """Return an account's history and, where its receipts can't be read, why it is told without them."""
    receipts: list[Receipt] = []
    problem: Problem | None = None
    try:
        receipts = [one for one in ledger.of_account(account.id, MOST_RECEIPTS) if one.is_about(account)]
    except Problem as met:
        problem = met
    return history_of(accounts.sightings(account.id), receipts, now), problem


def history_of(sightings: Iterable[Sighting], receipts: Sequence[Receipt], now: datetime) -> History:
    """Return the history that one account's sightings and receipts make, whatever the order they come in.

    An attempt that another of the receipts closes says nothing that the other doesn't, so it is left out. Sightings
    stand in the order of their own times: a clock that was wrong once is not corrected here.
    """
    seen = sorted(sightings, key=lambda one: one.at)
    moments = list(_moments(receipts))
    looks = sorted([*(one.at for one in seen), *(one.at for one in moments if _is_look(one.receipt))])
    gaps = list(_gaps(looks, now))
    found: list[Happening] = [*_stretches(seen, gaps), *_reworded(seen), *moments, *gaps]
    return History(tuple(sorted(found, key=lambda one: (one.at, _RANK[type(one)]))), now)


def _is_look(receipt: Receipt) -> bool:
    """Tell whether somebody looked at the setting for it; an answer to who switched it is no look."""
    return receipt.kind in _LOOKS and ABOUT not in receipt.fields.get("ext", ())


def _moments(receipts: Sequence[Receipt]) -> Iterator[Moment]:
    closed = {receipt.fields.get("attempt") for receipt in receipts}
    for receipt in sorted(receipts, key=lambda one: one.index):
        if receipt.kind is not Kind.ATTEMPT or receipt.id not in closed:
            yield Moment(_time_of(receipt), receipt)


def _time_of(receipt: Receipt) -> datetime:
    """Return when what a receipt says was seen; where it says nothing of that, when it was sealed."""
    seen = receipt.fields.get("after") or {}
    return datetime.fromisoformat(seen.get("observedAt") or receipt.fields["recordedAt"])


def _gaps(looks: Sequence[datetime], now: datetime) -> Iterator[Gap]:
    for earlier, later in pairwise(looks):
        if later - earlier > LONGEST:
            yield Gap(earlier, later, is_open=False)
    if looks and now - looks[-1] > LONGEST:
        yield Gap(looks[-1], now, is_open=True)


def _stretches(seen: Sequence[Sighting], gaps: Sequence[Gap]) -> Iterator[Stretch]:
    """Fold sightings that say the same into one, up to the next that says another or comes after a gap."""
    waiting = [gap.last for gap in gaps]
    held: Stretch | None = None
    for one in seen:
        is_after_gap = False
        while waiting and waiting[0] <= one.at:
            waiting.pop(0)
            is_after_gap = True
        made = _stretch(one)
        if held is not None and not is_after_gap and held[:_SAME] == made[:_SAME]:
            held = held._replace(last=one.at, times=held.times + 1, alone=held.alone + made.alone)
            continue
        if held is not None:
            yield held
        held = made
    if held is not None:
        yield held


def _stretch(one: Sighting) -> Stretch:
    is_told = one.assurance in _TOLD
    reason = one.reason if one.state is State.UNKNOWN else None
    return Stretch(one.state, reason, is_told, one.is_sure, one.at, one.at, 1, int(one.is_by_itself))


def _reworded(seen: Iterable[Sighting]) -> Iterator[Reworded]:
    known = [one for one in seen if one.wording is not None]
    return (Reworded(later.at) for earlier, later in pairwise(known) if earlier.wording != later.wording)
