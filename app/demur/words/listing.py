"""The list of receipts for spreadsheets and programs: one row of plain values for each."""

import hashlib

from demur.core.entry import Receipt
from demur.words import findings, receipts

Row = dict[str, str | int]


def row_of(receipt: Receipt, ledger: str, handle: str = "") -> Row:
    """Return one row; `handle` stays empty unless the member wants the accounts' names in it."""
    fields = receipt.fields
    has_platform = "platform" in fields
    return {
        "ledger": ledger,
        "number": receipt.index,
        "recordedAt": fields["recordedAt"],
        "account": receipt.account or "",
        "handle": handle,
        "platform": findings.platform(fields) if has_platform else "",
        "setting": fields["setting"]["label"] if has_platform else "",
        "change": receipts.change(receipt),
        "howKnown": receipts.how_known(receipt),
        "kind": receipt.kind.value,
        "level": receipt.level.value if receipt.level else "",
        "id": receipt.id,
        "sha256": hashlib.sha256(receipt.body).hexdigest(),
    }
