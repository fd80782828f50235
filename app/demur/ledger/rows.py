"""What is read from the ledger's tables, each row turned into what it means or into `LedgerDamaged`."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from demur.core.account import AccountId
from demur.core.entry import Receipt
from demur.core.problem import LedgerDamaged
from demur.receipts import profile, tree
from demur.receipts.checkpoint import Checkpoint, CheckpointBroken
from demur.receipts.checkpoint import parse as parse_checkpoint
from demur.receipts.encoding import EncodingBroken
from demur.receipts.fields import check_fields
from demur.receipts.keys import PublicKeys, raw_of_multikey
from demur.receipts.profile import ProfileBroken
from demur.receipts.shape import ShapeBroken
from demur.receipts.tree import Lookup

RECEIPT_COLUMNS = "position, body, account"


@dataclass(frozen=True, slots=True)
class Edge:
    """The right edge of the log: how many entries, the root over them, and the note that says so."""

    size: int
    root: bytes
    note: str


def receipt_of(row: tuple[int, bytes, str | None]) -> Receipt:
    """Return the receipt in a row of `RECEIPT_COLUMNS`."""
    position, body, account = row
    try:
        fields = profile.parse(body)
        check_fields(fields)
    except (ProfileBroken, ShapeBroken) as error:
        raise LedgerDamaged(what=f"entry {position}") from error
    if fields["log"]["index"] != position:
        raise LedgerDamaged(what=f"entry {position}")
    return Receipt(position, body, fields, None if account is None else AccountId(account))


def receipts(db: sqlite3.Connection, condition: str, *values: object) -> Iterator[Receipt]:
    """Return the receipts that meet a condition of ours, never a stranger's text."""
    query = f"SELECT {RECEIPT_COLUMNS} FROM entries WHERE {condition}"  # noqa: S608
    return map(receipt_of, db.execute(query, values))


def first_receipt(db: sqlite3.Connection, condition: str, *values: object) -> Receipt | None:
    return next(receipts(db, f"{condition} LIMIT 1", *values), None)


def size_of(db: sqlite3.Connection) -> int:
    (newest,) = db.execute("SELECT max(position) FROM entries").fetchone()
    return 0 if newest is None else int(newest) + 1


def public_keys(db: sqlite3.Connection) -> PublicKeys:
    """Return the keys that the genesis entry names."""
    genesis = first_receipt(db, "position = 0")
    if genesis is None:
        raise LedgerDamaged(what="entry 0")
    log: dict[str, Any] = genesis.fields["log"]
    try:
        return PublicKeys(raw_of_multikey(log["receiptKey"]), raw_of_multikey(log["logKey"]))
    except EncodingBroken as error:
        raise LedgerDamaged(what="entry 0") from error


def checkpoint_of(note: str) -> Checkpoint:
    try:
        return parse_checkpoint(note.encode())
    except CheckpointBroken as error:
        raise LedgerDamaged(what="the newest checkpoint") from error


def note_of(db: sqlite3.Connection, size: int) -> str:
    """Return the checkpoint over the first `size` entries."""
    row = db.execute("SELECT note FROM checkpoints WHERE size = ?", (size,)).fetchone()
    if row is None:
        raise LedgerDamaged(what=f"the checkpoint at {size}")
    return str(row[0])


def node_lookup(db: sqlite3.Connection) -> Lookup:
    def lookup(level: int, position: int) -> bytes:
        query = "SELECT hash FROM nodes WHERE level = ? AND position = ?"
        row = db.execute(query, (level, position)).fetchone()
        if row is None or len(row[0]) != 32:
            raise LedgerDamaged(what=f"tree node {level}/{position}")
        return bytes(row[0])

    return lookup


def right_edge(db: sqlite3.Connection) -> Edge:
    """Return the edge after comparing newest entry, tree and newest checkpoint: O(log n), no signature."""
    size = size_of(db)
    row = db.execute("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1").fetchone()
    if size == 0:
        if row is not None:
            raise LedgerDamaged(what="the newest checkpoint")
        return Edge(0, tree.empty_root(), "")
    lookup = node_lookup(db)
    (body,) = db.execute("SELECT body FROM entries WHERE position = ?", (size - 1,)).fetchone()
    if lookup(0, size - 1) != tree.leaf_hash(body):
        raise LedgerDamaged(what=f"entry {size - 1}")
    edge = Edge(size, tree.root(size, lookup), row[1] if row else "")
    checkpoint = checkpoint_of(edge.note)
    if (checkpoint.size, checkpoint.root) != (size, edge.root) or row[0] != size:
        raise LedgerDamaged(what="the newest checkpoint")
    return edge
