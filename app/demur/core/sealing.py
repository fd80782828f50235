"""The facts of each kind of entry: what is written down before, and what is sealed after."""

from dataclasses import replace

from demur.core import method
from demur.core.account import Account
from demur.core.entry import Entry, IdentityBy, Kind, Receipt, Unseen
from demur.core.outcome import Verdict
from demur.core.ports import Line, Meaning
from demur.core.problem import Problem
from demur.core.reading import Reading
from demur.core.setting import Assurance, State

OBJECTED = "https://w3id.org/dpv#LegitimateInterestObjected"
OFF_BEFORE = "offBefore"
"""Under `ext` of an observation that it is on again: the id of the receipt by which it was off."""
WORDS_BEFORE = "wordsBefore"
"""Under `ext` of an observation of other words: the id of the receipt that was made under the earlier ones."""
FULFILLED = "https://w3id.org/dpv#RequestFulfilled"

_KINDS = {
    Verdict.CONFIRMED: Kind.CONFIRMATION,
    Verdict.SEEN_ONCE: Kind.OBSERVATION,
    Verdict.UNCHANGED: Kind.FAILURE,
    Verdict.UNKNOWN: Kind.FAILURE,
}


class Facts:
    """Puts together entries about one account."""

    def __init__(self, account: Account, meaning: Meaning) -> None:
        self._account, self._meaning = account, meaning

    def attempt(self, line: Line, target: State, before: Reading) -> Entry:
        """Return the entry that is durable before the platform is touched."""
        return self._entry(
            line,
            Kind.ATTEMPT,
            level=Assurance.REQUESTED,
            method=method.ASKED,
            attempts=0,
            requested=target,
            before=before,
        )

    def observation(self, line: Line, reading: Reading) -> Entry:
        """Return the entry for a state that was looked at and not changed."""
        return self._entry(
            line,
            Kind.OBSERVATION,
            level=_level_of(reading),
            method=self._looked(line, reading),
            attempts=0,
            after=reading,
        )

    def relapse(self, line: Line, reading: Reading, off: Receipt) -> Entry:
        """Return the entry for a setting that is on again, though receipt `off` shows that it was off."""
        how = "confirmed" if off.kind is Kind.CONFIRMATION else "read as"
        was = f"it was {how} off at {off.fields['after']['observedAt']} in receipt {off.id}"
        method = f"Seen on again; {was}. {self._looked(line, reading)}"
        return replace(self.observation(line, reading), method=method, ext={OFF_BEFORE: str(off.id)})

    def reworded(self, line: Line, reading: Reading, earlier: Receipt) -> Entry:
        """Return the entry for other words beside a setting than those that receipt `earlier` was made under."""
        method = f"The words beside it are others than in receipt {earlier.id}. {self._looked(line, reading)}"
        return replace(self.observation(line, reading), method=method, ext={WORDS_BEFORE: str(earlier.id)})

    def closing(
        self,
        line: Line,
        attempt: Receipt,
        target: State,
        after: Reading | Unseen,
        verdict: Verdict,
        write_problem: Problem | None,
        is_resumed: bool,
    ) -> Entry:
        """Return the entry that closes `attempt` with what was seen after it."""
        return self._entry(
            line,
            _KINDS[verdict],
            level=_closing_level(verdict, after, write_problem, is_resumed),
            method=method.closed(line, after, write_problem, is_resumed, self._account.is_named_by_member),
            attempts=1,
            requested=target,
            before=attempt,
            after=after,
            attempt=attempt.id,
            status=self._status(target, verdict),
        )

    def _looked(self, line: Line, reading: Reading) -> str:
        return method.looked(line, reading, self._account.is_named_by_member)

    def _status(self, target: State, verdict: Verdict) -> str | None:
        if verdict is not Verdict.CONFIRMED or target is not State.OFF:
            return None
        return OBJECTED if self._meaning.names_legitimate_interests(self._account) else FULFILLED

    def _entry(self, line: Line, kind: Kind, **facts: object) -> Entry:
        known = {"requested": None, "before": None, "after": None} | facts
        return Entry(
            kind=kind,
            account=self._account.id,
            identity=self._account.identity,
            platform=line.platform,
            setting=line.setting,
            connector=line.connector,
            shown=self._meaning.shown(self._account),
            identity_by=IdentityBy.MEMBER if self._account.is_named_by_member else IdentityBy.READ,
            **known,  # type: ignore[arg-type]  # the callers above name only fields of Entry
        )


def _level_of(reading: Reading) -> Assurance:
    return Assurance.READ_BACK_INDEPENDENT if reading.is_independent else Assurance.READ_BACK_SAME


def _closing_level(
    verdict: Verdict, after: Reading | Unseen, write_problem: Problem | None, is_resumed: bool
) -> Assurance:
    """A failure never carries a read-back level: it says how far the request itself came."""
    if verdict in {Verdict.CONFIRMED, Verdict.SEEN_ONCE} and isinstance(after, Reading):
        return _level_of(after)
    return Assurance.REQUESTED if write_problem or is_resumed else Assurance.ACKNOWLEDGED
