"""A round of looks: one at a time at each platform, a few platforms at once, and never a write."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from threading import Lock
from typing import Final, NamedTuple, Protocol

from demur.core.account import Account, AccountId
from demur.core.outcome import Seen
from demur.core.page_problem import NeedsWindow
from demur.core.problem import InOwnBrowser, Problem
from demur.core.setting import PlatformId
from demur.watch.matter import FAULTS, OF_PLATFORM
from demur.watch.watch import Watch

MOST_AT_ONCE: Final = 4
"""Platforms that are read at the same time."""


class Skip(StrEnum):
    """Why an account was not read."""

    NEEDS_MEMBER = "needs-member"
    """Its platform is read only while the member is there, on its page."""
    BACKED_OFF = "backed-off"
    """The platform was not reached several times, or asked to be left alone; its time has not come."""
    TOLD_BY_MEMBER = "told-by-member"
    """The member reaches it in their own browser, and Demur reads nothing there."""
    CALLED_OFF = "called-off"
    """The round was called off before."""


class Checked(NamedTuple):
    """What came of one account in a round: exactly one of the three, a problem being one that kept it from being
    read."""

    account: Account
    seen: Seen | None = None
    problem: Problem | None = None
    skipped: Skip | None = None


class Progress(NamedTuple):
    """How far a round is."""

    account: Account
    """The one that is read now, or was just done with."""
    checked: Checked | None
    """What came of it; None while it is read."""
    done: int
    total: int


class Looks(Protocol):
    """Reads an account's setting and remembers what was seen."""

    def look(self, account_id: AccountId, is_by_itself: bool = False) -> Seen: ...


Told = Callable[[Progress], None]


def _tell_nobody(_: Progress) -> None: ...


class Round:
    """Reads several accounts, each platform's one after the other."""

    def __init__(self, opt_out: Looks, watch: Watch) -> None:
        self._opt_out, self._watch = opt_out, watch

    def run(
        self,
        accounts: Sequence[Account],
        told: Told = _tell_nobody,
        may_go_on: Callable[[], bool] = lambda: True,
        is_by_itself: bool = False,
    ) -> list[Checked]:
        """Read the accounts and return what came of each, in their order.

        `told` is called from the threads that read, one call at a time. `may_go_on` is asked before each account.
        `is_by_itself`: nobody asked for it now, so only those are read that may be. One account alone is asked for by
        hand: its platform is tried though it be backed off.
        """
        by_platform: dict[PlatformId, list[Account]] = defaultdict(list)
        for account in accounts:
            by_platform[account.platform].append(account)
        lanes = [
            _Lane(self._opt_out, self._watch, is_by_itself, len(accounts) == 1 and not is_by_itself)
            for _ in by_platform
        ]
        teller = _Teller(told, len(accounts))
        found: dict[AccountId, Checked] = {}
        if not by_platform:
            return []
        with ThreadPoolExecutor(min(MOST_AT_ONCE, len(by_platform)), "demur-round") as pool:
            works = [
                pool.submit(lane.run, alike, teller, may_go_on)
                for lane, alike in zip(lanes, by_platform.values(), strict=True)
            ]
            for work in works:
                found |= {checked.account.id: checked for checked in work.result()}
        return [found[account.id] for account in accounts]


class _Teller:
    """Counts what is done, and lets one thread speak at a time."""

    def __init__(self, told: Told, count: int) -> None:
        self._told, self._count, self._done, self._lock = told, count, 0, Lock()

    def tell(self, account: Account, checked: Checked | None) -> None:
        with self._lock:
            self._done += checked is not None
            self._told(Progress(account, checked, self._done, self._count))


class _Lane:
    """One platform's accounts, one after the other."""

    def __init__(self, opt_out: Looks, watch: Watch, is_by_itself: bool, is_by_hand: bool) -> None:
        self._opt_out, self._watch = opt_out, watch
        self._is_by_itself, self._is_by_hand = is_by_itself, is_by_hand
        self._is_left_alone = False

    def run(self, alike: Sequence[Account], teller: _Teller, may_go_on: Callable[[], bool]) -> list[Checked]:
        if not self._is_by_hand:
            self._is_left_alone = self._watch.next_try(alike[0].platform) is not None
        found = []
        for account in alike:
            skip = self._skip(account) if may_go_on() else Skip.CALLED_OFF
            if skip is None:
                teller.tell(account, None)
            found.append(self._look(account) if skip is None else Checked(account, skipped=skip))
            teller.tell(account, found[-1])
        return found

    def _skip(self, account: Account) -> Skip | None:
        if account.is_named_by_member:
            return Skip.TOLD_BY_MEMBER
        is_allowed = not self._is_by_itself or self._watch.cadences.may_read_alone(account.id)
        if not (is_allowed and self._watch.reads_unattended(account)):
            return Skip.NEEDS_MEMBER
        return Skip.BACKED_OFF if self._is_left_alone else None

    def _look(self, account: Account) -> Checked:
        try:
            return Checked(account, seen=self._opt_out.look(account.id, self._is_by_itself))
        except (InOwnBrowser, NeedsWindow):
            return Checked(account, skipped=Skip.NEEDS_MEMBER)
        except Problem as problem:
            self._is_left_alone = FAULTS.get(problem.code) in OF_PLATFORM
            return Checked(account, problem=problem)
