"""Waiting for a settings page, look by look: until two in a row agree, or its time is over; three answers, no guess."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from demur.connectors.page import questions
from demur.connectors.page.driver import Traffic
from demur.connectors.page.judgement import NotYet, Shown, judged
from demur.connectors.page.recipe import Identification, NamedBy
from demur.connectors.page.sight import Look
from demur.core.page_problem import ControlDisagrees, PageChanged, PageMoved
from demur.core.problem import PlatformFailing, PlatformRefused, RateLimited, StaleWrite, WrongAccount
from demur.core.reading import Reading
from demur.core.setting import Identity, State

if TYPE_CHECKING:
    from demur.connectors.page.visit import Visit

PAUSE_S = 0.03
"""At least this lies between two looks that must agree, unless a frame was drawn meanwhile and nothing changed."""
STANDS_S = 0.04
"""So long must stand what reassures the member, or confirms a change: more than two frames of 60 a second, after which
many a page draws what is so, having drawn something else at first. And its scripts must have come to an end then."""
AGITATED_S = 1.0
"""So long it must stand where a page is never idle, or nobody tells: of a sub-frame, or while nothing is drawn."""
REST_PART, LONGEST_REST_S = 0.1, 0.5
"""A page that was long in coming is given longer to put right what it shows; as in `STILL` of the probe."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what, in seconds."""

    absent_s: float = 10.0
    """For a control that isn't there: some pages draw late."""
    unfit_s: float = 3.0
    """For a control that is there, but covered, doubled or at odds with itself."""
    quiet_s: float = 6.0
    """For requests of the page's scripts, whose answers may change what it shows."""
    stream_s: float = 2.0
    """For as many of them as asked for a stream of events, which may never end; for scripts, which may never come."""
    settle_s: float = 5.0
    """For a sign that a press was saved."""
    turn_s: float = 600.0
    """For the member's own turn."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What two looks in a row agreed on."""

    shown: Shown
    look: Look
    identity: Identity
    is_direct: bool
    """Whether nothing kept in the browser can have answered, so far as the browser knows; see `Landing`."""
    begun: int = 0
    """How many requests the page's scripts had begun by then."""

    def require_as(self, seen: Reading) -> None:
        """Raise `WrongAccount` where another member is named than was `seen`, `StaleWrite` where the state is another.

        Where the page names nobody, the member named the account, which is not asked about here.
        """
        if self.identity.user_id and self.identity.user_id != seen.identity.user_id:
            raise WrongAccount
        if self.shown.state is not seen.state:
            raise StaleWrite


def rest_s(look: Look) -> float:
    """Return the seconds that must lie between a look and the next that agrees with it."""
    took_s = (look.now - look.inner) / 1000
    return min(max(REST_PART * took_s, PAUSE_S), LONGEST_REST_S)


class Wait:
    """One wait, look by look."""

    def __init__(self, visit: "Visit") -> None:
        self._visit, self._begun = visit, visit.clock.now()
        self._complete_since: datetime | None = None
        self._unfit: tuple[str, datetime] | None = None
        self._agreed: tuple[Look, datetime] | None = None
        """The look that all later ones agree with, and when it was made."""
        self._is_to_stand = visit.must_stand
        """Whether the page is watched for being idle, too."""

    def run(self, earlier: Ready | None) -> Ready:
        last: Ready | NotYet | None = earlier
        now = self._once(early=earlier is None)
        while True:
            if isinstance(now, Ready) and isinstance(last, Ready) and _is_same(now, last):
                if (left_s := self._must_stand_s(now, last)) <= 0:
                    return now
                self._is_to_stand = True
                last, now = now, self._rested(now, left_s)
                continue
            self._agreed = None
            if self._is_over(now):
                raise self._visit.outlined(now.problem if isinstance(now, NotYet) else ControlDisagrees())
            last, now = now, self._next(now)

    def _must_stand_s(self, now: Ready, last: Ready) -> float:
        """Return how much longer what two looks agree on must stand; only that it is on harms nobody if it is wrong.

        Of two looks in one answer the page tells what lies between them, of others our own clock as well.
        """
        if now.shown.state is State.ON and not self._visit.must_stand:
            return 0.0
        clock = self._visit.clock
        first, since = self._agreed = self._agreed or (last.look, clock.now())
        stood_s = max((now.look.now - first.now) / 1000, (clock.now() - since).total_seconds())
        return (STANDS_S if now.look.is_calm else AGITATED_S) - stood_s

    def _next(self, last: Ready | NotYet) -> Ready | NotYet:
        """Return what is seen once the time is over that must lie between two looks."""
        if isinstance(last, Ready):
            return self._rested(last, AGITATED_S if self._is_to_stand else rest_s(last.look))
        self._visit.clock.pause(PAUSE_S)
        return self._once()

    def _rested(self, last: Ready, pause_s: float) -> Ready | NotYet:
        """Look again once a page has come to rest, or after `pause_s` if not; one that changes is given a pause."""
        look = self._visit.rest(last.look, pause_s, self._is_to_stand)
        if self._is_to_stand and look is not None and not look.is_calm:
            self._visit.clock.pause(PAUSE_S)
        return self._once(seen=look)

    def _once(self, early: bool = False, seen: Look | None = None) -> Ready | NotYet:
        """Look once, where it was not `seen` already, and do what brings the control nearer."""
        visit = self._visit
        try:
            return self._found(seen or visit.watch(early, self._is_to_stand))
        except PageMoved as moved:  # it is on its way to elsewhere, came from there, or its sub-frame isn't there yet
            visit.classify(visit.driver.landing().address)
            is_elsewhere = visit.recipe.frame is None and moved.details["address"] not in {"", visit.address}
            return NotYet(moved if is_elsewhere else PageChanged(expected=visit.recipe.frame or visit.address), True)

    def _found(self, look: Look) -> Ready | NotYet:
        visit = self._visit
        found = judged(look, visit.recipe)
        if isinstance(found, NotYet):
            if found.is_absent:
                self._reach(look)
            return found
        identity = identified(look, visit.sign_in.identification)
        if isinstance(identity, NotYet):
            return identity
        traffic = look.traffic or self._visit.driver.traffic()
        is_quiet = self._is_quiet(look, traffic)
        if not is_quiet:
            return NotYet(ControlDisagrees(), True)
        return Ready(found, look, identity, traffic.is_direct, traffic.begun)

    def _reach(self, look: Look) -> None:
        self._visit.open_next(look)
        if self._visit.recipe.must_scroll:
            self._visit.scroll()

    def _is_quiet(self, look: Look, traffic: Traffic) -> bool:
        """Tell whether nothing is on its way any more that could change what the page shows."""
        if not look.is_complete:
            return False
        self._complete_since = self._complete_since or self._visit.clock.now()
        under_way, patience = traffic.begun - look.ended, self._visit.patience
        limit_s = patience.stream_s if under_way <= traffic.streams else patience.quiet_s
        is_here = under_way <= 0 and not look.is_loading
        return is_here or self._passed(self._complete_since, limit_s)

    def _is_over(self, now: Ready | NotYet) -> bool:
        patience = self._visit.patience
        if isinstance(now, NotYet) and isinstance(now.problem, RateLimited | PlatformFailing | PlatformRefused):
            return True
        if isinstance(now, Ready) or now.is_absent:
            self._unfit = None
        elif self._unfit is None or self._unfit[0] != now.problem.code:
            self._unfit = (now.problem.code, self._visit.clock.now())
        is_unfit = self._unfit is not None and self._passed(self._unfit[1], patience.unfit_s)
        return is_unfit or self._passed(self._begun, patience.absent_s)

    def _passed(self, since: datetime, seconds: float) -> bool:
        return self._visit.clock.now() - since >= timedelta(seconds=seconds)


def identified(look: Look, who: Identification | None) -> Identity | NotYet:
    """Return whom the page names as signed in; an empty identity where the recipe says that it names nobody."""
    if who is None:
        return Identity("", "")
    if len(look.identities) != 1 or not look.identities[0][0].strip():
        return NotYet(PageChanged(expected=" / ".join(f"“{key}”" for key in who.keys)), is_absent=True)
    user_id, name = look.identities[0]
    if who.by is NamedBy.META:
        return Identity(user_id, user_id)
    words = next((key for key in map(questions.plain, who.keys) if name.startswith(key)), "")
    return Identity(user_id, name.removeprefix(words).strip() or user_id)


def _is_same(one: Ready, other: Ready) -> bool:
    """Tell whether two looks at one load agree in everything but where things stand."""
    is_one_load = one.look.document == other.look.document
    return is_one_load and one.identity == other.identity and _still(one.shown) == _still(other.shown)


def _still(shown: Shown) -> Shown:
    return replace(shown, parts=tuple(replace(part, point=(0.0, 0.0)) for part in shown.parts))
