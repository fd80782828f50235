"""Has the ledger's newest checkpoint dated by everybody who was chosen, at most once an hour each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from demur.core.dating import Authority, Standing, Token, TokenCode
from demur.core.ports import Clock, Turn
from demur.core.problem import BusyElsewhere, Problem
from demur.core.proxy import ProxyNow
from demur.core.time_problem import TimeOff
from demur.receipts.moment import moment_text, parse_moment
from demur.receipts.time_token import judge
from demur.timestamps.authorities import Authorities, Kept

EVERY: Final = timedelta(hours=1)
_ASKED: Final = "time-asked:"


class Newest(Protocol):
    """What is to be dated."""

    @property
    def note(self) -> bytes: ...
    @property
    def size(self) -> int: ...
    @property
    def sealed_at(self) -> datetime: ...


class Shelf(Protocol):
    """Where the ledger keeps its tokens."""

    def newest(self) -> Newest | None: ...
    def keep(self, token: Token) -> None: ...
    def covered_by(self, authority: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking one authority: a token, which may not hold, or the problem."""

    authority: Authority
    token: Token | None = None
    problem: Problem | None = None

    @property
    def holds(self) -> bool:
        return self.token is not None and self.token.code is TokenCode.HOLDS


class Dating:
    """Asks for what is owed. Whatever goes wrong is an answer: no receipt waits for it, and it is tried again later."""

    def __init__(
        self, authorities: Authorities, shelf: Shelf, kept: Kept, clock: Clock, turn: Turn, proxy_now: ProxyNow
    ) -> None:
        self._authorities, self._shelf, self._kept = authorities, shelf, kept
        self._clock, self._turn, self._proxy_now = clock, turn, proxy_now

    def standing(self) -> Sequence[Standing]:
        """Return how far everybody who was chosen has come. Raises the ledger's problems."""
        return [Standing(one, self._shelf.covered_by(one.id), self._may_ask_at(one)) for one in self._authorities.all()]

    def ask_owed(self, is_by_hand: bool = False) -> Sequence[Asked]:
        """Ask everybody whose hour is over; the member's own wish also asks again where nobody was reached.

        Raises `TimeOff` where that wish meets nobody who could be asked, and the ledger's problems.
        """
        if is_by_hand and not self._authorities.asked():
            raise TimeOff
        try:
            with self._turn.take():
                newest = self._shelf.newest()
                if newest is None:
                    return []
                owing = [one for one in self._authorities.asked() if self._shelf.covered_by(one.id) < newest.size]
                return [self._ask(one, newest) for one in owing if self._is_due(one, is_by_hand)]
        except BusyElsewhere:  # another Demur is asking them at this moment
            return []

    def _is_due(self, authority: Authority, is_by_hand: bool) -> bool:
        _, was_answered = self._last(authority)
        return self._may_ask_at(authority) is None or (is_by_hand and not was_answered)

    def _ask(self, authority: Authority, newest: Newest) -> Asked:
        from demur.timestamps.asking import ask  # brings `requests` along

        self._remember(authority, "failed")  # before it is asked, so that a crash asks nobody twice
        try:
            answer = ask(authority, newest.note, self._proxy_now())
        except Problem as problem:
            return Asked(authority, problem=problem)
        self._remember(authority, "answered")
        certificates = authority.certificates.encode()
        judged = judge(answer.content, newest.note, certificates, answer.nonce, newest.sealed_at)
        at = self._clock.now()
        token = Token(newest.size, authority, answer.nonce, at, answer.content, judged.code, judged.at)
        self._shelf.keep(token)
        return Asked(authority, token)

    def _may_ask_at(self, authority: Authority) -> datetime | None:
        at, _ = self._last(authority)
        now = self._clock.now()
        is_over = at is None or not now - EVERY < at <= now  # a clock that was set back mustn't stop it for good
        return None if at is None or is_over else at + EVERY

    def _remember(self, authority: Authority, how: str) -> None:
        self._kept.keep_setting(f"{_ASKED}{authority.id}", f"{moment_text(self._clock.now())} {how}")

    def _last(self, authority: Authority) -> tuple[datetime | None, bool]:
        """Return when an authority was asked last, and whether it answered."""
        at, _, how = (self._kept.setting(f"{_ASKED}{authority.id}") or "").partition(" ")
        return (parse_moment(at) if at else None), how == "answered"
