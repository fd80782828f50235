"""Looks over every account at once: what needs attention, what is due, and when to wake up for the next thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Protocol

from demur.core.account import Account, AccountId
from demur.core.problem import AccountUnknown, Problem
from demur.core.setting import PlatformId, State
from demur.core.sighting import OWN_DEED, Sighting
from demur.watch import backoff
from demur.watch.cadence import Cadence, Cadences, Kept
from demur.watch.due import Dates, Due, Letters, dues, next_due
from demur.watch.matter import ATTENTION, fault_of, matter_of, newest_certain
from demur.watch.standing import Standing

if TYPE_CHECKING:
    from demur.core.ports import Clock  # with all that its ports are about, and a window waits for this

_WINDOW: Final = 60
"""Sightings that are read at first; more only where these don't tell enough."""
_WORDING: Final = "wording-seen"


class Remembered(Kept, Protocol):
    """The accounts, and what was seen of them."""

    def all(self) -> Sequence[Account]: ...

    def sightings(self, account: AccountId, count: int | None = None) -> Sequence[Sighting]: ...

    def any_missed(self, platform: PlatformId, count: int) -> bool: ...

    def first_worded(self, account: AccountId) -> Sighting | None: ...

    def state_since(self, account: AccountId) -> datetime | None: ...

    def one_look(self) -> AbstractContextManager[None]: ...


class Reach(Protocol):
    """Knows how an account's platform is reached, without reaching it."""

    def has_choice(self, account: Account) -> bool:
        """Tell whether there is anything to opt out of."""
        ...

    def reads_unattended(self, account: Account) -> bool:
        """Tell whether the platform may be read without the member there."""
        ...

    def stays_signed_in(self, account: Account) -> bool:
        """Tell whether there is a sign-in that lasts without the member."""
        ...


@dataclass(frozen=True, slots=True)
class WatchParts:
    """What the watch is joined to; `wiring` builds it."""

    accounts: Remembered
    reach: Reach
    dates: Dates
    letters_of: Callable[[], Letters | None]
    clock: Clock


class Watch:
    """Tells how it stands with the accounts; it asks no platform for anything."""

    def __init__(self, parts: WatchParts) -> None:
        self._parts = parts
        self.cadences = Cadences(parts.accounts)

    def standings(self) -> list[Standing]:
        """Return every account, what needs attention first, then by name."""
        with self._parts.accounts.one_look():
            accounts = self._parts.accounts.all()
            glance = _Glance(self._parts, accounts)
            found = [glance.standing(account) for account in accounts]
        return sorted(found, key=_attention)

    def standing(self, account_id: AccountId) -> Standing:
        """Return how it stands with one account. Raises `AccountUnknown`."""
        with self._parts.accounts.one_look():
            accounts = self._parts.accounts.all()
            account = next((one for one in accounts if one.id == account_id), None)
            if account is None:
                raise AccountUnknown(account=account_id)
            return _Glance(self._parts, _alike(account.platform, accounts)).standing(account)

    def due(self) -> list[Standing]:
        """Return the accounts for which something is due now, what needs attention first."""
        return [standing for standing in self.standings() if standing.due is not None]

    def next_wake(self) -> datetime | None:
        """Return when something becomes due next, or may be tried again; None where nothing ever will.

        What is due already is no reason to wake up for: `due` tells it at once.
        """
        found = []
        for standing in self.standings():
            found += [standing.next_due_at] if standing.next_due_at else []
            if standing.due is not None and standing.may_read_alone and standing.next_try_at is not None:
                found.append(standing.next_try_at)
        return min(found, default=None)

    def know_wording(self, account_id: AccountId) -> None:
        """Remember that the member has seen the page's present words: they are no news from now on."""
        worded = next((one.wording for one in self._parts.accounts.sightings(account_id) if one.wording), None)
        if worded is not None:
            self._parts.accounts.keep_setting(f"{_WORDING}:{account_id}", worded)

    def next_try(self, platform: PlatformId) -> datetime | None:
        """Return before when a platform is not tried again; None where it may be tried now."""
        kept = self._parts.accounts
        with kept.one_look():
            if not kept.any_missed(platform, backoff.MOST_IN_A_ROW):  # quickly said, and so it is nearly always
                return None
            seen = [kept.sightings(one.id, backoff.MOST_IN_A_ROW) for one in _alike(platform, kept.all())]
        return backoff.try_after(platform, seen, self._parts.clock.now())

    def reads_unattended(self, account: Account) -> bool:
        """Tell whether an account may be read in a batch: never one that the member reaches, or must be there for."""
        return not account.is_named_by_member and self._parts.reach.reads_unattended(account)

    def reads_alone(self, account: Account) -> bool:
        """Tell whether Demur looks by itself: as the member switched on, with a sign-in that lasts without them."""
        return reads_alone(account, self.cadences, self._parts.reach)


class _Glance:
    """One look over some accounts, in one state of the file and at one moment."""

    def __init__(self, parts: WatchParts, accounts: Sequence[Account]) -> None:
        self._parts, self._now = parts, parts.clock.now()
        self._cadences = Cadences(parts.accounts)
        self._seen = {account.id: self._sightings(account.id) for account in accounts}
        self._platforms: dict[PlatformId, list[Sequence[Sighting]]] = defaultdict(list)
        for account in accounts:
            self._platforms[account.platform].append(self._seen[account.id])
        self._tries: dict[PlatformId, datetime | None] = {}
        self._answers: dict[AccountId, list[tuple[str, date]]] = defaultdict(list)
        if (letters := parts.letters_of()) is not None:
            with suppress(Problem):  # receipts that can't be read are told of elsewhere; they must not hide the rest
                for whose, receipt, day in letters.open_requests():
                    self._answers[whose].append((receipt, day))

    def standing(self, account: Account) -> Standing:
        sightings, kept = self._seen[account.id], self._parts.accounts
        certain, cadence = newest_certain(sightings), self._cadences.of(account.id)
        has_choice = self._parts.reach.has_choice(account)
        due, next_due_at = self._due(account, cadence) if has_choice else (None, None)
        known_wording, own_deed = (kept.setting(f"{name}:{account.id}") for name in (_WORDING, OWN_DEED))
        own_deed_at = datetime.fromisoformat(own_deed) if own_deed else None
        is_off = certain is not None and certain.state is State.OFF
        return Standing(
            account=account,
            matter=matter_of(account, sightings, has_choice, known_wording, own_deed_at),
            seen=sightings[0] if sightings else None,
            certain=certain,
            off_since=kept.state_since(account.id) if is_off else None,
            due=due,
            next_due_at=next_due_at,
            next_try_at=self.next_try(account.platform),
            cadence=cadence,
            fault=fault_of(sightings),
            is_alone_wanted=self._cadences.may_read_alone(account.id),
            may_read_alone=reads_alone(account, self._cadences, self._parts.reach),
        )

    def next_try(self, platform: PlatformId) -> datetime | None:
        if platform not in self._tries:
            self._tries[platform] = backoff.try_after(platform, self._platforms[platform], self._now)
        return self._tries[platform]

    def _due(self, account: Account, cadence: Cadence) -> tuple[Due | None, datetime | None]:
        is_dated = cadence is not Cadence.NEVER and not account.is_practice
        beginnings = self._parts.dates.beginnings(account) if is_dated else ()
        answers = self._answers.get(account.id, ())
        return next_due(dues(account, cadence, self._seen[account.id], beginnings, answers, self._now), self._now)

    def _sightings(self, account_id: AccountId) -> Sequence[Sighting]:
        """Return the newest sightings, and what of the older ones still counts."""
        newest = self._parts.accounts.sightings(account_id, _WINDOW)
        if len(newest) < _WINDOW:
            return newest
        certain = newest_certain(newest)
        if certain is None or certain.state is State.ON:
            return self._parts.accounts.sightings(account_id)
        first = self._parts.accounts.first_worded(account_id) if certain.wording is not None else None
        return [*newest, first] if first is not None and first not in newest else newest


def reads_alone(account: Account, cadences: Cadences, reach: Reach) -> bool:
    """Tell whether Demur looks by itself at an account: only where every one of these is so."""
    is_wanted = cadences.may_read_alone(account.id) and not account.is_named_by_member
    return is_wanted and reach.reads_unattended(account) and reach.stays_signed_in(account)


def _alike(platform: PlatformId, accounts: Sequence[Account]) -> list[Account]:
    return [account for account in accounts if account.platform == platform]


def _attention(standing: Standing) -> tuple[int, bool, str, str]:
    account = standing.account
    return ATTENTION[standing.matter], standing.due is None, account.identity.handle.casefold(), account.id
