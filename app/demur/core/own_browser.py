"""What a member does in their own browser and tells us of: written down before, never called more than told."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demur.core import picture as pictures
from demur.core.account import Account, AccountId, LastSeen
from demur.core.entry import Entry, Kind, Receipt, Reported
from demur.core.outcome import Outcome, Verdict
from demur.core.ports import Accounts, Clock, Ledger, Meaning, Turn
from demur.core.problem import (
    AccountUnknown,
    AttemptOpen,
    DateAhead,
    NoFormKnown,
    NothingToOptOutOf,
    Problem,
    RequestAnswered,
)
from demur.core.route import Route, Routes, Way
from demur.core.setting import Assurance, State
from demur.core.telling import REPLY, REQUEST, Answer, Reason, Reply, Statements

__all__ = ["Answer", "OwnBrowser", "OwnParts", "Reply"]

_FARTHEST_EAST = timedelta(hours=14)
"""Where a day begins first: a date that is today for the member is never called one to come."""
_LOOKED_THROUGH = 500
"""How many of an account's newest receipts are searched for a request without an answer."""


@dataclass(frozen=True, slots=True)
class OwnParts:
    """What this job is joined to; `wiring` builds it."""

    accounts: Accounts
    routes: Routes
    ledger_of: Callable[[Account], Ledger]
    meaning: Meaning
    turn: Turn
    clock: Clock


class OwnBrowser:
    """Records what a member did in their own browser; the platform is never asked anything."""

    def __init__(self, parts: OwnParts) -> None:
        self._parts = parts

    def begin(self, account_id: AccountId, target: State = State.OFF) -> Receipt:
        """Seal the attempt, before the page is shown; an open one for the same target is returned instead.

        Raises `AttemptOpen` where one for the other target waits for an answer, `NothingToOptOutOf`, `NoFormKnown`,
        `ReachedByDemur`, `BusyElsewhere`, the problems of the vault and the ledger: nothing was written down in any
        of these cases.
        """
        account = self._account(account_id)
        route = self._route(account)
        if route.way is Way.FORM and (route.form is None or target is not State.OFF):
            raise NoFormKnown(platform=route.platform.name)
        with self._parts.turn.take():
            if (waiting := self.open_attempt(account_id)) is None:
                sealer = self._parts.ledger_of(account).unlock()
                return sealer.seal(self._statements(account, route).attempt(target, self._parts.clock.now()))
            if waiting.requested is not target:
                raise AttemptOpen
            return waiting

    def open_attempt(self, account_id: AccountId) -> Receipt | None:
        """Return the attempt that waits for the member's answer; it stays open over restarts until they give one."""
        account = self._account(account_id)
        found = self._parts.ledger_of(account).open_attempts()
        return next((one for one in reversed(found) if one.is_about(account) and one.is_own_browser), None)

    def told(self, attempt: Receipt, answer: Answer, picture: bytes | None = None) -> Outcome:
        """Close an attempt with the member's answer. `picture`: PNG or JPEG they saw and chose to keep, 2 MiB at most.

        A form that was sent is recorded as a request. Raises `AttemptClosed`, `PictureUnreadable`, `PictureTooLarge`,
        the problems of the vault and the ledger; the attempt then stays as it was.
        """
        account = self._account(attempt.account)
        route = self._route(account)
        kept = pictures.plain(picture) if picture is not None else None
        if route.way is Way.FORM and answer is not Answer.NOT_FOUND:
            return self._request(account, route, attempt, None, kept)
        target = attempt.requested or State.UNKNOWN
        if answer is Answer.NOT_FOUND:
            reported, verdict = self._reported(State.UNKNOWN, kept, Reason.NOT_FOUND), Verdict.NOT_FOUND
        else:
            reported, verdict = self._reported(target, kept), Verdict.TOLD
        entry = self._statements(account, route).closing(attempt, answer, reported)
        before = target if answer is Answer.ALREADY else State.UNKNOWN
        return self._recorded(entry, Outcome(verdict, account, target, before, reported, receipt=None))

    def already_did(self, account_id: AccountId, on: date, picture: bytes | None = None) -> Outcome:
        """Record an opt-out made earlier or elsewhere, or a form sent, with its date as told.

        Raises `DateAhead`, `NothingToOptOutOf`, `NoFormKnown` and as `told`.
        """
        account = self._account(account_id)
        route = self._route(account)
        self._refuse_ahead(on)
        kept = pictures.plain(picture) if picture is not None else None
        if route.way is Way.FORM:
            return self._request(account, route, None, on, kept)
        reported = self._reported(State.OFF, kept)
        entry = self._statements(account, route).earlier(on, reported)
        return self._recorded(entry, Outcome(Verdict.TOLD, account, State.OFF, State.UNKNOWN, reported, receipt=None))

    def sent(self, account_id: AccountId, picture: bytes | None = None) -> Outcome:
        """Record that the member sent the form, closing the attempt that waits for it, if one does.

        A form beside a switch leaves the switch's own attempt and state as they are. Raises `NoFormKnown` and as
        `told`.
        """
        account = self._account(account_id)
        route = self._route(account)
        kept = pictures.plain(picture) if picture is not None else None
        attempt = self.open_attempt(account_id) if route.way is Way.FORM else None
        return self._request(account, route, attempt, None, kept)

    def letter_sent(self, account_id: AccountId, on: date, letter: str, kept: str = "") -> Outcome:
        """Record that the member sent a letter of some kind, and the day on which it was received.

        `kept` is its text, where the member wants that kept: the receipt holds only a salted digest. Raises
        `DateAhead`, `NothingToOptOutOf`, the problems of the vault and the ledger.
        """
        account = self._account(account_id)
        route = self._route(account)
        self._refuse_ahead(on)
        is_the_way = route.way is Way.FORM
        reason = Reason.NO_ANSWER_YET if is_the_way else Reason.OTHER_FORM
        reported = self._reported(State.UNKNOWN, kept.encode("utf-8", "replace") if kept else None, reason)
        entry = self._statements(account, route).letter(letter, on, reported)
        outcome = Outcome(Verdict.SENT, account, State.OFF, State.UNKNOWN, reported, receipt=None)
        return self._recorded(entry, outcome, is_remembered=is_the_way)

    def open_request(self, account_id: AccountId) -> Receipt | None:
        """Return the newest request without an answer."""
        return next(iter(self.open_requests(account_id)), None)

    def open_requests(self, account_id: AccountId) -> list[Receipt]:
        """Return every request without an answer, newest first; one that was put off waits for its answer too."""
        return self._unanswered(self._account(account_id))

    def answered(self, request: Receipt, reply: Reply, on: date, words: str = "") -> Outcome:
        """Record the platform's answer to a request: the day it came and, if the member likes, its own words.

        The words are kept as evidence: the receipt holds only a salted digest. Raises `DateAhead`, `RequestAnswered`,
        `BusyElsewhere`, the problems of the vault and the ledger.
        """
        account = self._account(request.account)
        route = self._route(account)
        self._refuse_ahead(on)
        state, reason = _meant(route, reply)
        reported = self._reported(state, words.encode("utf-8", "replace") if words else None, reason)
        entry = self._statements(account, route).answer(request, reply, on, reported)
        outcome = Outcome(Verdict.ANSWERED, account, State.OFF, State.UNKNOWN, reported, receipt=None)
        with self._parts.turn.take():
            if request.id not in {waiting.id for waiting in self._unanswered(account)}:
                raise RequestAnswered
            return self._recorded(entry, outcome, is_remembered=route.way is Way.FORM)

    def _account(self, account_id: AccountId | None) -> Account:
        account = self._parts.accounts.find(account_id) if account_id is not None else None
        if account is None:
            raise AccountUnknown
        return account

    def _route(self, account: Account) -> Route:
        route = self._parts.routes.route(account)
        if route.way is Way.NOTHING:
            raise NothingToOptOutOf(platform=route.platform.name, id=account.platform)
        return route

    def _statements(self, account: Account, route: Route) -> Statements:
        return Statements(account, route, self._parts.meaning.shown(account))

    def _reported(self, state: State, kept: bytes | None, reason: Reason | None = None) -> Reported:
        return Reported(state, self._parts.clock.now(), kept, reason.value if reason else None)

    def _refuse_ahead(self, on: date) -> None:
        if on > (self._parts.clock.now() + _FARTHEST_EAST).date():
            raise DateAhead

    def _unanswered(self, account: Account) -> list[Receipt]:
        found = self._parts.ledger_of(account).of_account(account.id, _LOOKED_THROUGH)
        answers = (one.fields["ext"] for one in found if one.kind is Kind.ANSWER)
        answered = {ext[REQUEST] for ext in answers if ext.get(REPLY) != Reply.EXTENDED}
        asked = (one for one in found if one.kind is Kind.REQUEST and one.is_about(account))
        return [one for one in asked if one.id not in answered]

    def _request(
        self, account: Account, route: Route, attempt: Receipt | None, on: date | None, kept: bytes | None
    ) -> Outcome:
        if route.form is None:
            raise NoFormKnown(platform=route.platform.name)
        is_the_way = route.way is Way.FORM
        reported = self._reported(State.UNKNOWN, kept, Reason.NO_ANSWER_YET if is_the_way else Reason.OTHER_FORM)
        entry = self._statements(account, route).request(attempt, on, reported)
        outcome = Outcome(Verdict.SENT, account, State.OFF, State.UNKNOWN, reported, receipt=None)
        return self._recorded(entry, outcome, is_remembered=is_the_way)

    def _recorded(self, entry: Entry, outcome: Outcome, is_remembered: bool = True) -> Outcome:
        account, told = outcome.account, outcome.after
        receipt = self._parts.ledger_of(account).unlock().seal(entry)
        if is_remembered and isinstance(told, Reported):
            # The receipt is the record; a failure here must not hide one that is sealed.
            with suppress(Problem):
                last = LastSeen(told.state, told.at, Assurance.MEMBER_REPORTED, told.reason)
                self._parts.accounts.saw(account.id, last)
        return replace(outcome, receipt=receipt)


def _meant(route: Route, reply: Reply) -> tuple[State, Reason | None]:
    """Return what an answer means for the setting: off only where the form is the way, and the platform agreed."""
    if route.way is not Way.FORM:
        return State.UNKNOWN, Reason.OTHER_FORM
    if reply is Reply.EXTENDED:
        return State.UNKNOWN, Reason.NO_ANSWER_YET
    if reply is Reply.AGREED:
        return State.OFF, None
    return State.UNKNOWN, Reason.REFUSED if reply is Reply.REFUSED else Reason.UNCLEAR
