"""The facts of entries that rest on the member's word alone: each says so, and claims nothing beyond it."""

from datetime import date, datetime
from enum import StrEnum

from demur.core.account import Account
from demur.core.entry import Entry, IdentityBy, Kind, Receipt, Reported, Shown, Unseen
from demur.core.route import Route
from demur.core.setting import Assurance, State


class Answer(StrEnum):
    """What the member says came of it."""

    DONE = "done"
    NOT_FOUND = "not-found"
    ALREADY = "already"


class Reply(StrEnum):
    """What the platform answered to a form, as the member tells it."""

    AGREED = "agreed"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    EXTENDED = "extended"
    """It needs two more months (GDPR Art. 12(3)): the request still waits."""


class Said(StrEnum):
    """What the member says when they are asked whether they switched it on themselves."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"


class Reason(StrEnum):
    """Why a told state is unknown; each has a sentence in `demur.words.problems`."""

    NOT_READ = "not-read"
    NOT_FOUND = "member-did-not-find"
    NO_ANSWER_YET = "no-answer-yet"
    REFUSED = "request-refused"
    UNCLEAR = "answer-unclear"
    WHO_SWITCHED = "who-switched-it"
    """Who switched it on says nothing of what it is now."""
    OTHER_FORM = "form-beside-switch"
    """A form that stands beside a switch says nothing of the switch."""


REPORTED_DATE = "reportedDate"
"""Under `ext`: the day that the member named."""
REQUEST = "request"
"""Under `ext` of an answer: the id of its request."""
REPLY = "reply"
"""Under `ext` of an answer: one of `Reply`."""
LETTER = "letter"
"""Under `ext` of a request: what kind of letter was sent, where it was no form."""

SWITCHED_ON = "switchedOnByMember"
"""Under `ext` of an answer about a switch that is on again: one of `Said`."""
ABOUT = "about"
"""Under `ext` of such an answer: the id of the observation that it is about."""

NOTHING_READ = "This program read nothing and sent nothing."
_KEPT = "What the member chose to keep of it is committed to under `after`."
_CAME_OF_IT = {
    Answer.DONE: "The member says that they changed it in their own browser.",
    Answer.NOT_FOUND: "The member says that they looked in their own browser and could not find it.",
    Answer.ALREADY: "The member says that it already stood so when they looked in their own browser.",
}
_REPLIED = {
    Reply.AGREED: "agreed",
    Reply.REFUSED: "refused",
    Reply.UNCLEAR: "left open what it does",
    Reply.EXTENDED: "said that it needs two more months",
}


class Statements:
    """Puts together entries about one account, as its member tells them."""

    def __init__(self, account: Account, route: Route, shown: Shown) -> None:
        self._account, self._route, self._shown = account, route, shown

    def attempt(self, target: State, at: datetime) -> Entry:
        """Return the entry that is durable before the way is shown."""
        method = "Written down before the member was shown the way to it in their own browser."
        return self._entry(
            Kind.ATTEMPT,
            f"{method} {NOTHING_READ}",
            level=Assurance.REQUESTED,
            requested=target,
            before=Unseen(Reason.NOT_READ.value, at),
        )

    def closing(self, attempt: Receipt, answer: Answer, told: Reported) -> Entry:
        """Return the entry that closes an attempt; where it stood so already, no change is claimed."""
        is_change = answer is not Answer.ALREADY
        return self._entry(
            Kind.FAILURE if answer is Answer.NOT_FOUND else Kind.OBSERVATION,
            _method(_CAME_OF_IT[answer], told),
            requested=attempt.requested if is_change else None,
            before=attempt if is_change else None,
            after=told,
            attempt=attempt.id,
        )

    def earlier(self, on: date, told: Reported) -> Entry:
        method = f"The member says that they changed it themselves, on {on.isoformat()}."
        return self._entry(Kind.OBSERVATION, _method(method, told), after=told, ext={REPORTED_DATE: on.isoformat()})

    def request(self, attempt: Receipt | None, on: date | None, told: Reported) -> Entry:
        """Return the entry for a form that was sent; it closes the attempt there may be."""
        when = f", on {on.isoformat()}" if on else ""
        return self._entry(
            Kind.REQUEST,
            _method(f"The member says that they sent the form at {self._route.form} in their own browser{when}.", told),
            requested=State.OFF,
            before=attempt,
            after=told,
            attempt=attempt.id if attempt else None,
            ext={REPORTED_DATE: on.isoformat()} if on else {},
        )

    def letter(self, letter: str, on: date, told: Reported) -> Entry:
        """Return the entry for a letter that the member sent by themselves; `on`: the day it was received."""
        to = self._route.platform.controller
        method = f"The member says that they sent a letter ({letter}), which {to} received on {on.isoformat()}."
        return self._entry(
            Kind.REQUEST,
            _method(method, told),
            requested=State.OFF,
            after=told,
            ext={REPORTED_DATE: on.isoformat(), LETTER: letter},
        )

    def answer(self, request: Receipt, reply: Reply, on: date, told: Reported) -> Entry:
        method = f"The member says that the platform answered on {on.isoformat()} and {_REPLIED[reply]}."
        return self._entry(
            Kind.ANSWER,
            _method(method, told),
            requested=request.requested,
            after=told,
            ext={REQUEST: str(request.id), REPLY: reply.value, REPORTED_DATE: on.isoformat()},
        )

    def _entry(self, kind: Kind, method: str, **facts: object) -> Entry:
        known = {"level": Assurance.MEMBER_REPORTED, "requested": None, "before": None, "after": None} | facts
        return Entry(
            kind=kind,
            account=self._account.id,
            identity=self._account.identity,
            identity_by=IdentityBy.MEMBER,
            platform=self._route.platform,
            setting=self._route.setting,
            connector=self._route.connector,
            shown=self._shown,
            method=method,
            attempts=0,
            **known,  # type: ignore[arg-type]  # the callers above name only fields of Entry
        )


def _method(said: str, told: Reported) -> str:
    kept = f" {_KEPT}" if told.kept is not None else ""
    return f"{said} {NOTHING_READ}{kept}"
