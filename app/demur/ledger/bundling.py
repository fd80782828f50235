"""From the ledger to a bundle: what is kept of a receipt, what of it the member discloses, and the files that leave."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from demur.core.entry import EntryId, Receipt
from demur.core.problem import LedgerDamaged
from demur.ledger.commitment import Evidence
from demur.ledger.log import SqliteLedger
from demur.receipts.bundle import bundle_files, ledger_files, token_files
from demur.receipts.bundle_page import PageText
from demur.receipts.disclosure import EVIDENCE, HANDLE, USER_ID, Opened
from demur.receipts.ledger_verifier import ENTRIES_NAME

_PAGE: Final = 200


class Part(StrEnum):
    """What a member may disclose; each stays sealed unless it is chosen."""

    HANDLE = "handle"
    USER_ID = "user-id"
    PICTURE = "picture"
    WORDING = "wording"


PageOf = Callable[[Receipt, Sequence[Opened]], PageText]
"""Puts a receipt and what is disclosed of it into words."""


def part_of(one: Opened) -> Part:
    """Return which choice opens this."""
    if one.name == EVIDENCE:
        return Part.PICTURE if one.is_picture else Part.WORDING
    return Part.HANDLE if one.name == HANDLE else Part.USER_ID


def openable(ledger: SqliteLedger, receipt: Receipt) -> list[Opened]:
    """Return everything that could be disclosed of a receipt: what is still kept, and is what it was sealed with."""
    kept = [Opened(one.name, one.salt, one.value.encode()) for one in ledger.disclosures(receipt.index)]
    kept += [Opened(EVIDENCE, one.salt, one.body, one.name) for one in _evidence(ledger, receipt)]
    found = [one for one in kept if one.is_of(receipt.fields) and one.text.strip()]
    return sorted(found, key=lambda one: ((HANDLE, USER_ID, EVIDENCE).index(one.name), one.side != "before"))


def bundle(ledger: SqliteLedger, receipt: Receipt, chosen: Collection[Part], page_of: PageOf) -> dict[str, bytes]:
    """Return the files of a bundle in which only the chosen parts are disclosed. Raises the ledger's problems."""
    opened = [one for one in openable(ledger, receipt) if part_of(one) in chosen]
    return bundle_files(ledger.proven(receipt.index), opened, page_of(receipt, opened))


def whole_ledger(ledger: SqliteLedger) -> Mapping[str, bytes | Iterator[bytes]]:
    """Return the files of all entries with the checkpoint over them, nothing disclosed. Raises the ledger's problems.

    The entries are read as they are written, up to the checkpoint's size: what is sealed meanwhile stays out.
    """
    size = ledger.size()
    proven = ledger.proven(max(0, size - 1))
    return {
        ENTRIES_NAME: _lines(ledger, _size_of(proven.note)),
        **ledger_files(proven.note, proven.keys),
        **token_files(proven.tokens),
    }


def _size_of(note: str) -> int:
    return int(note.splitlines()[1])


def _lines(ledger: SqliteLedger, size: int) -> Iterator[bytes]:
    for first in range(0, size, _PAGE):
        for number, receipt in enumerate(ledger.page(first, min(_PAGE, size - first)), first):
            if receipt.index != number:  # what is left of a damaged ledger has gaps, and a whole one none
                raise LedgerDamaged(what=f"entry {number}")
            yield receipt.body + b"\n"


def _evidence(ledger: SqliteLedger, receipt: Receipt) -> Iterator[Evidence]:
    """Yield what lies beside a receipt, and beside the attempt whose "before" it repeats to the letter."""
    yield from ledger.evidence(receipt.index)
    attempt = receipt.fields.get("attempt")
    asked = ledger.find(EntryId(attempt)) if attempt else None
    if asked is not None and asked.index != receipt.index:
        yield from (one for one in ledger.evidence(asked.index) if one.name == "before")
