"""A switch that was off for certain and is on again: found in the account's own receipts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from demur.core.account import Account
from demur.core.entry import EntryId, Kind, Receipt
from demur.core.outcome import Seen
from demur.core.ports import Ledger, Line
from demur.core.problem import Problem
from demur.core.reading import Reading
from demur.core.sealing import OFF_BEFORE, Facts
from demur.core.setting import Assurance, State
from demur.core.sighting import LONGEST_LOOK

LOOKED_BACK = 50
"""How many of an account's newest receipts are looked at."""
_FEW = 3
"""How many of them are looked at first: each takes its time to be read."""
_SEEN = frozenset({Kind.CONFIRMATION, Kind.OBSERVATION})


def is_certain(receipt: Receipt) -> bool:
    """Tell whether a receipt says for certain what the setting was."""
    return receipt.kind in _SEEN and receipt.level is Assurance.READ_BACK_INDEPENDENT


def earlier_of(receipt: Receipt) -> EntryId | None:
    """Return the receipt by which the setting was off, where this one says that it is on again."""
    earlier = (receipt.fields.get("ext") or {}).get(OFF_BEFORE)
    return EntryId(earlier) if isinstance(earlier, str) and is_certain(receipt) else None


def last_off(newest_first: Iterable[Receipt]) -> Receipt | None:
    """Return the receipt by which the setting was off when it was last known for certain.

    None where it was last known otherwise, or where the member asked for it to be on since then: whatever came of
    that, nobody else need have switched it.
    """
    for receipt in newest_first:
        if is_certain(receipt):
            return receipt if receipt.state("after") is State.OFF else None
        if receipt.requested is State.ON:
            return None
    return None


def _newest(ledger: Ledger, account: Account) -> list[Receipt]:
    """Return as many of an account's newest receipts as decide what it was last known to be: a few, nearly always."""
    found: list[Receipt] = []
    for count in (_FEW, LOOKED_BACK):
        newest = ledger.of_account(account.id, count)
        found = [receipt for receipt in newest if receipt.is_about(account)]
        if len(newest) < count or any(is_certain(receipt) or receipt.requested is State.ON for receipt in found):
            break
    return found


def compared(reading: Reading, account: Account, ledger: Ledger, facts: Facts, line: Line) -> Seen:
    """Hold a switch that is on against the receipts, and seal it where it was off before.

    What was read is told even where no receipt can be made; `not_saved` says why not.
    """
    since: datetime | None = None
    try:
        if (off := last_off(_newest(ledger, account))) is None:
            return Seen(reading)
        since = datetime.fromisoformat(off.fields["after"]["observedAt"])
        if timedelta() < since - reading.observed_at <= LONGEST_LOOK:
            return Seen(reading)  # it was on when it was read, and was switched off here before this could be said
        return Seen(reading, ledger.unlock().seal(facts.relapse(line, reading, off)), since)
    except Problem as problem:
        return Seen(reading, None, since, not_saved=problem)
