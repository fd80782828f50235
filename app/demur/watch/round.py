"""A round of looks: one at a time at each platform, a few platforms at once, and never a write."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing, suppress
from enum import StrEnum
from itertools import zip_longest
from queue import Empty, SimpleQueue
from threading import Lock
from time import monotonic
from typing import Final, NamedTuple, Protocol

from demur.core.account import Account, AccountId
from demur.core.glance import Glance, Ready
from demur.core.outcome import Seen
from demur.core.page_problem import NeedsWindow
from demur.core.problem import InOwnBrowser, Problem
from demur.core.setting import PlatformId
from demur.watch.matter import FAULTS, OF_PLATFORM
from demur.watch.watch import Watch

MOST_AT_ONCE: Final = 4
"""Platforms that are read at the same time."""
GATHERED_S: Final = 0.1
"""How long what was seen waits for more to be saved with it; nobody sees that little."""
STALE_S: Final = 1.0
"""How old that may be at most which was made ready for a look."""


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
    """Reads an account's setting, and remembers what was seen: `core.looks.Looks`."""

    def ready(self, account_id: AccountId) -> Ready: ...

    def ask(self, ready: Ready, is_by_itself: bool = False) -> Glance: ...

    def keep_all(self, glances: Sequence[Glance]) -> list[Seen | Problem]: ...


Told = Callable[[Progress], None]


def _tell_nobody(_: Progress) -> None: ...


def _note_nothing(_: Account) -> None: ...


class Round:
    """Reads several accounts, each platform's one after the other."""

    def __init__(self, looks: Looks, watch: Watch, noted: Callable[[Account], None] = _note_nothing) -> None:
        """`noted` is called after an account was read, on the thread that read it."""
        self._looks, self._watch, self._noted = looks, watch, noted

    def run(
        self,
        accounts: Sequence[Account],
        told: Told = _tell_nobody,
        may_go_on: Callable[[], bool] = lambda: True,
        is_by_itself: bool = False,
    ) -> list[Checked]:
        """Read the accounts and return what came of each, in their order.

        `told` is called from the round's own threads, one call at a time; what was seen is told once it is saved.
        `may_go_on` is asked before each account. `is_by_itself`: nobody asked for it now, so only those are read that
        may be. One account alone is asked for by hand: its platform is tried though it be backed off.
        """
        by_platform: dict[PlatformId, list[Account]] = defaultdict(list)
        for account in accounts:
            by_platform[account.platform].append(account)
        if not by_platform:
            return []
        is_by_hand = len(accounts) == 1 and not is_by_itself
        keeper = _Keeper(self._looks, _Teller(told, len(accounts)))
        count = min(MOST_AT_ONCE, len(by_platform))
        with (
            ThreadPoolExecutor(count, "demur-round-ahead") as ahead,
            ThreadPoolExecutor(count, "demur-round") as reading,
        ):
            works = [
                reading.submit(self._lane(keeper, ahead, is_by_itself, is_by_hand).run, alike, may_go_on)
                for alike in by_platform.values()
            ]
            for work in works:
                work.add_done_callback(lambda _: keeper.end_lane())
            keeper.run(len(works))
        for work in works:
            work.result()
        return [keeper.found[account.id] for account in accounts]

    def _lane(self, keeper: "_Keeper", pool: Executor, is_by_itself: bool, is_by_hand: bool) -> "_Lane":
        ahead = _Ahead(self._looks, pool)
        return _Lane(self._looks, self._watch, self._noted, keeper, ahead, is_by_itself, is_by_hand)


class _Teller:
    """Counts what is done, and lets one thread speak at a time."""

    def __init__(self, told: Told, count: int) -> None:
        self._told, self._count, self._done, self._lock = told, count, 0, Lock()

    def tell(self, account: Account, checked: Checked | None) -> None:
        with self._lock:
            self._done += checked is not None
            self._told(Progress(account, checked, self._done, self._count))


class _Keeper:
    """Saves what was seen, in one step what comes within a moment, and only then tells of it.

    To wait for the disk takes as long as to wait for a platform nearby, and as long for several looks as for one.
    """

    def __init__(self, looks: Looks, teller: _Teller) -> None:
        self.found: dict[AccountId, Checked] = {}
        self._looks, self._teller = looks, teller
        self._tray: SimpleQueue[Glance | None] = SimpleQueue()
        self._lanes = 0

    def begin(self, account: Account) -> None:
        self._teller.tell(account, None)

    def keep(self, glance: Glance) -> None:
        """Have saved what was seen, and told then."""
        self._tray.put(glance)

    def end(self, checked: Checked) -> None:
        """Tell what came of an account."""
        self.found[checked.account.id] = checked
        self._teller.tell(checked.account, checked)

    def end_lane(self) -> None:
        """Say that nothing more comes from a lane."""
        self._tray.put(None)

    def run(self, lanes: int) -> None:
        """Save what comes, until the last of so many lanes has ended."""
        self._lanes = lanes
        while self._lanes:
            if glances := self._gathered():
                self._save(glances)

    def _save(self, glances: Sequence[Glance]) -> None:
        for glance, came in zip(glances, self._looks.keep_all(glances), strict=True):
            if isinstance(came, Problem):
                self.end(Checked(glance.account, problem=came))
            else:
                self.end(Checked(glance.account, seen=came))

    def _gathered(self) -> list[Glance]:
        """Wait for something to save, and return it with what comes right after it."""
        found: list[Glance] = []
        until: float | None = None
        while self._lanes and (until is None or monotonic() < until):
            try:
                glance = self._tray.get(timeout=None if until is None else max(until - monotonic(), 0))
            except Empty:
                break
            if glance is None:
                self._lanes -= 1
            else:
                found.append(glance)
                until = until or monotonic() + GATHERED_S
        return found


class _Begun(NamedTuple):
    """A look that is being made ready."""

    account: AccountId
    work: Future[tuple[Ready, float]]
    """What is ready, and since when."""


class _Ahead:
    """Makes the next look ready while one is on the way: its account, its way and its tokens lie on this computer."""

    def __init__(self, looks: Looks, pool: Executor) -> None:
        self._looks, self._pool = looks, pool
        self._begun: _Begun | None = None

    def begin(self, account: Account) -> None:
        self.close()
        self._begun = _Begun(account.id, self._pool.submit(lambda: (self._looks.ready(account.id), monotonic())))

    def take(self, account: Account) -> Ready:
        """Return what was made ready for an account, or do it now where nothing was, or that was a while ago.

        What changed since on this computer counts: its accounts, its sign-ins, its proxy.
        """
        if self._begun is not None and self._begun.account == account.id:
            ready, at = self._begun.work.result()
            if monotonic() - at < STALE_S:
                self._begun = None
                return ready
        self.close()
        return self._looks.ready(account.id)

    def close(self) -> None:
        """Let go of what nobody takes any more."""
        begun, self._begun = self._begun, None
        if begun is not None:
            with suppress(Problem):  # nobody asks for it any more
                begun.work.result()[0].close()


class _Lane:
    """One platform's accounts, one after the other."""

    def __init__(
        self,
        looks: Looks,
        watch: Watch,
        noted: Callable[[Account], None],
        keeper: _Keeper,
        ahead: _Ahead,
        is_by_itself: bool,
        is_by_hand: bool,
    ) -> None:
        self._looks, self._watch, self._noted, self._keeper, self._ahead = looks, watch, noted, keeper, ahead
        self._is_by_itself, self._is_by_hand = is_by_itself, is_by_hand
        self._is_left_alone = False

    def run(self, alike: Sequence[Account], may_go_on: Callable[[], bool]) -> None:
        """Read the accounts; while one is read, what the last one showed is saved and the next is made ready."""
        if not self._is_by_hand:
            self._is_left_alone = self._watch.next_try(alike[0].platform) is not None
        with closing(self._ahead):
            for account, following in zip_longest(alike, alike[1:]):
                read = self._read(account, following, may_go_on)
                if isinstance(read, Glance):
                    self._keeper.keep(read)
                else:
                    self._keeper.end(read)

    def _read(self, account: Account, following: Account | None, may_go_on: Callable[[], bool]) -> Glance | Checked:
        """Read an account, or return why it is not read."""
        skip = self._skip(account) if may_go_on() else Skip.CALLED_OFF
        if skip is not None:
            return Checked(account, skipped=skip)
        self._keeper.begin(account)
        try:
            ready = self._ahead.take(account)
            # Where this one's connection was at hand, so is the next one's: they are on the same platform.
            if ready.connection is not None and following is not None and self._skip(following) is None:
                self._ahead.begin(following)
            glance = self._looks.ask(ready, self._is_by_itself)
        except (InOwnBrowser, NeedsWindow):
            return Checked(account, skipped=Skip.NEEDS_MEMBER)
        except Problem as problem:
            return Checked(account, problem=problem)
        if glance.problem is None:
            self._noted(account)
        else:
            self._is_left_alone = FAULTS.get(glance.problem.code) in OF_PLATFORM
        return glance

    def _skip(self, account: Account) -> Skip | None:
        if account.is_named_by_member:
            return Skip.TOLD_BY_MEMBER
        may_be_read = self._watch.reads_alone if self._is_by_itself else self._watch.reads_unattended
        if not may_be_read(account):
            return Skip.NEEDS_MEMBER
        return Skip.BACKED_OFF if self._is_left_alone else None
