"""What came of a choice, in values: the words for it are in `demur.words`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from demur.core.account import Account, LastSeen
from demur.core.entry import Receipt, Reported, Unseen
from demur.core.problem import Problem
from demur.core.reading import Reading
from demur.core.setting import Assurance, State

if TYPE_CHECKING:
    from demur.core.wording import Reworded


class Step(StrEnum):
    """The steps of the main job, in order, for whoever is watching."""

    READ = "read"
    WRITE_DOWN = "write-down"
    APPLY = "apply"
    READ_BACK = "read-back"
    SEAL = "seal"


class Verdict(StrEnum):
    """What may be said. Only `CONFIRMED` may use the word "Confirmed"."""

    CONFIRMED = "confirmed"
    SEEN_ONCE = "seen-once"
    """The new state was seen, but a cache may have answered in the platform's place."""
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"
    OBSERVED = "observed"
    """Nothing was applied: the setting already was what was asked for."""
    TOLD = "told"
    """The member told us; nothing was read. This and the three below are of their own browser."""
    NOT_FOUND = "not-found"
    SENT = "sent"
    ANSWERED = "answered"


def judge(target: State, before: State, after: Reading | Unseen) -> Verdict:
    """Say only what was seen: a write's own answer plays no part in this."""
    if isinstance(after, Unseen):
        return Verdict.UNKNOWN
    if after.state is target:
        return Verdict.CONFIRMED if after.is_independent else Verdict.SEEN_ONCE
    return Verdict.UNCHANGED if after.state is before else Verdict.UNKNOWN


def last_seen(seen: Reading | Unseen, assurance: Assurance | None) -> LastSeen:
    """Return what is remembered of a reading, or of a look that showed nothing."""
    if isinstance(seen, Unseen):
        return LastSeen(State.UNKNOWN, seen.at, reason=seen.reason)
    return LastSeen(seen.state, seen.observed_at, assurance)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look showed and, where the switch is on again after it was off for certain, the receipt of that."""

    reading: Reading
    receipt: Receipt | None = None
    changed_since: datetime | None = None
    """When it was last off for certain; None where nothing speaks for a change."""
    not_saved: Problem | None = None
    """Why earlier receipts could not be looked at, or the new one not sealed."""
    reworded: "Reworded | None" = None
    """Where the platform says something else beside the setting than it did when a receipt was made."""
    words_receipt: Receipt | None = None
    """The receipt that keeps those words, where the member wants them kept."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One finished try: what was asked, what was seen before and after, and the receipt that says so."""

    verdict: Verdict
    account: Account
    requested: State
    before: State
    after: Reading | Unseen | Reported
    receipt: Receipt | None
    not_saved: Problem | None = None
    """Why no receipt could be sealed, although the platform was asked."""
    write_problem: Problem | None = None
    """What the platform or the network said to the write itself; the read-back decides all the same."""
    is_resumed: bool = False
    """True where this finishes an attempt that an earlier run began."""
