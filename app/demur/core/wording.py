"""What a platform says of a setting beside it, held against what it said when the newest receipt was made."""

from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from demur.core.account import Account, AccountId
from demur.core.outcome import Seen
from demur.core.ports import Ledger, Line
from demur.core.problem import Problem
from demur.core.receipt import Receipt
from demur.core.relapse import LOOKED_BACK, is_certain
from demur.core.sealing import Facts
from demur.core.sighting import digest_of


class Wording(NamedTuple):
    """A wording as evidence tells of it."""

    digest: str
    text: str | None = None
    """None where only its digest was kept."""


class Reworded(NamedTuple):
    """Other words beside a setting than those that a receipt was made under."""

    receipt: Receipt
    before: str | None
    """None where the member had not asked for the words to be kept."""
    now: str


class Change(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Run(NamedTuple):
    """Words that follow one another, and that the same became of."""

    change: Change
    text: str


def setting_name(account: AccountId) -> str:
    """Return the name under which it is kept whether the member wants the words kept; it goes with the account."""
    return f"words:{account}"


def compared(seen: Seen, account: Account, ledger: Ledger, line: Line) -> Reworded | None:
    """Hold the words that were seen against those of the newest receipt that tells any, but for one of this very look.

    None where they are the same, or nobody knows what they were. Raises the ledger's problems.
    """
    if (now := seen.reading.wording) is None:
        return None
    for receipt in ledger.of_account(account.id, LOOKED_BACK):
        if receipt == seen.receipt or not receipt.is_about(account) or not is_certain(receipt):
            continue
        if (before := _wording_in(receipt, ledger, line)) is not None:
            return None if before.digest == digest_of(now) else Reworded(receipt, before.text, now)
    return None


def added(seen: Seen, account: Account, ledger: Ledger, facts: Facts, line: Line, is_kept: bool) -> Seen:
    """Add to what was seen the words that are others than a receipt's, and seal them where the member wants them kept.

    What was seen is told even where they can't be looked up or sealed; `not_saved` says why not.
    """
    try:
        if (found := compared(seen, account, ledger, line)) is None:
            return seen
        seen = replace(seen, reworded=found)
        if is_kept and seen.receipt is None:
            entry = facts.reworded(line, seen.reading, found.receipt)
            return replace(seen, words_receipt=ledger.unlock().seal(entry))
    except Problem as problem:
        return replace(seen, not_saved=seen.not_saved or problem)
    return seen


def _wording_in(receipt: Receipt, ledger: Ledger, line: Line) -> Wording | None:
    """Return the wording under which a receipt was made; None where it has none, or its evidence was deleted."""
    after = next((one.body for one in ledger.evidence(receipt.index) if one.name == "after"), None)
    return None if after is None else line.wording_in(after)


def differences(before: str, now: str) -> list[tuple[list[Run], list[Run]]]:
    """Return both wordings line by line, each as runs of words: what stayed, what went, and what came."""
    from difflib import SequenceMatcher  # only where they differ

    earlier, later = before.splitlines(), now.splitlines()
    found: list[tuple[list[Run], list[Run]]] = []
    for tag, i, j, k, m in SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [([Run(Change.SAME, line)], [Run(Change.SAME, line)]) for line in earlier[i:j]]
            continue
        for number in range(max(j - i, m - k)):
            gone = earlier[i + number] if i + number < j else ""
            come = later[k + number] if k + number < m else ""
            found.append(_of_line(gone, come))
    return found


def _of_line(before: str, now: str) -> tuple[list[Run], list[Run]]:
    from difflib import SequenceMatcher

    gone, come = before.split(), now.split()
    old: list[Run] = []
    new: list[Run] = []
    for tag, i, j, k, m in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
        is_same = tag == "equal"
        if j > i:
            old.append(Run(Change.SAME if is_same else Change.REMOVED, " ".join(gone[i:j])))
        if m > k:
            new.append(Run(Change.SAME if is_same else Change.ADDED, " ".join(come[k:m])))
    return old, new
