"""What an entry and its checkpoint must be by themselves: well formed, and signed by the keys that the first names."""

import sqlite3
from collections.abc import Iterator

from demur.core.problem import LedgerDamaged
from demur.ledger.rows import checkpoint_of, public_keys, receipt_of
from demur.receipts.keys import did_key, multikey
from demur.receipts.proof import is_proven


def sound_pairs(db: sqlite3.Connection, first: int, end: int) -> Iterator[tuple[bytes, str]]:
    """Yield each entry with its checkpoint. Raises `LedgerDamaged` at the first that isn't sound by itself."""
    keys = public_keys(db)
    signer = did_key(multikey(keys.receipt))
    query = (
        "SELECT position, body, account, note FROM entries JOIN checkpoints ON size = position + 1"
        " WHERE position >= ? AND position < ? ORDER BY position"
    )
    for *row, note in db.execute(query, (first, end)):
        receipt = receipt_of((row[0], row[1], row[2]))
        if receipt.fields["proof"]["verificationMethod"] != signer or not is_proven(receipt.fields):
            raise LedgerDamaged(what=f"entry {receipt.index}")
        if not checkpoint_of(note).is_signed_by(keys.log):
            raise LedgerDamaged(what=f"the checkpoint at {receipt.index + 1}")
        yield receipt.body, note
