"""What came of a choice, in values: the words for it are in `demur.words`."""

from dataclasses import dataclass
from enum import StrEnum

from demur.core.account import Account
from demur.core.entry import Receipt, Unseen
from demur.core.problem import Problem
from demur.core.setting import Reading, State


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """One finished try: what was asked, what was seen before and after, and the receipt that says so."""

    verdict: Verdict
    account: Account
    requested: State
    before: State
    after: Reading | Unseen
    receipt: Receipt | None
    not_saved: Problem | None = None
    """Why no receipt could be sealed, although the platform was asked."""
    write_problem: Problem | None = None
    """What the platform or the network said to the write itself; the read-back decides all the same."""
    is_resumed: bool = False
    """True where this finishes an attempt that an earlier run began."""
