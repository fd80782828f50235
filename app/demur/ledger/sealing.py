"""Sealing: compose, sign, append, and sign the new checkpoint, all in one transaction."""

import sqlite3
from datetime import datetime

from demur.core.account import AccountId
from demur.core.entry import Entry, EntryId, Kind, Receipt
from demur.core.ports import Clock
from demur.core.problem import AttemptClosed, LedgerDamaged, ReceiptKeyChanged
from demur.ledger.composition import Draft, Place, ProgramFacts, compose, compose_genesis
from demur.ledger.database import Database
from demur.ledger.rows import Edge, checkpoint_of, node_lookup, right_edge
from demur.ledger.search import listed
from demur.receipts import checkpoint, tree
from demur.receipts.fields import check_fields
from demur.receipts.keys import ReceiptKeys
from demur.receipts.profile import canonical_bytes
from demur.receipts.proof import sign


class LedgerSealer:
    """Appends to one ledger; the key stays at hand as long as this does, so a keyring may lock meanwhile."""

    def __init__(
        self, database: Database, keys: ReceiptKeys, clock: Clock, is_practice: bool, program: ProgramFacts
    ) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self._origin = keys.public.origin(is_practice)
        self._program = program

    def seal(self, entry: Entry) -> Receipt:
        """Append `entry` durably and return its receipt; the first one ever has the genesis entry before it."""
        with self._database.writing() as db:
            edge = right_edge(db)
            if edge.size == 0:
                place = self._place(edge)
                self._append(db, compose_genesis(place, self._program, self._keys.public), place.at)
                edge = right_edge(db)
            else:
                self._require_our_log(edge)
            _require_open(db, entry.attempt)
            place = self._place(edge)
            return self._append(db, compose(entry, place, self._program), place.at, entry.account)

    def begin(self, previous: str) -> Receipt:
        """Append the first entry alone, which names the last checkpoint of the ledger before this one."""
        with self._database.writing() as db:
            place = self._place(right_edge(db))
            return self._append(db, compose_genesis(place, self._program, self._keys.public, previous), place.at)

    def _place(self, edge: Edge) -> Place:
        return Place(self._origin, edge.size, edge.root, self._clock.now())

    def _require_our_log(self, edge: Edge) -> None:
        """Never sign after an edge that this key didn't sign: the log would hold what nobody vouches for."""
        newest = checkpoint_of(edge.note)
        if newest.origin != self._origin:  # it stands for the key, and for practice
            raise ReceiptKeyChanged
        if not newest.is_signed_by(self._keys.public.log):
            raise LedgerDamaged(what="the newest checkpoint")

    def _append(self, db: sqlite3.Connection, draft: Draft, at: datetime, account: AccountId | None = None) -> Receipt:
        fields = sign(draft.fields, self._keys, at)
        check_fields(fields)
        receipt = Receipt(fields["log"]["index"], canonical_bytes(fields), fields, account)
        insert_entry(db, receipt)
        _insert_commitments(db, receipt.index, draft)
        self._grow_tree(db, receipt)
        return receipt

    def _grow_tree(self, db: sqlite3.Connection, receipt: Receipt) -> None:
        lookup = node_lookup(db)
        nodes = tree.completed_nodes(receipt.index, tree.leaf_hash(receipt.body), lookup)
        db.executemany("INSERT INTO nodes (level, position, hash) VALUES (?, ?, ?)", nodes)
        size = receipt.index + 1
        note = checkpoint.sign(self._keys, self._origin, size, tree.root(size, lookup))
        db.execute("INSERT INTO checkpoints (size, note) VALUES (?, ?)", (size, note))


def _require_open(db: sqlite3.Connection, attempt: EntryId | None) -> None:
    """The file is held alone here, so nothing can close the attempt between this look and our entry."""
    if attempt is None:
        return
    row = db.execute("SELECT position FROM entries WHERE id = ? AND kind = ?", (attempt, Kind.ATTEMPT)).fetchone()
    if row is None:
        raise ValueError("an entry can only close an attempt of its own ledger")
    if db.execute("SELECT 1 FROM open_attempts WHERE entry = ?", row).fetchone() is None:
        raise AttemptClosed
    db.execute("DELETE FROM open_attempts WHERE entry = ?", row)


def insert_entry(db: sqlite3.Connection, receipt: Receipt) -> None:
    """Lay an entry into its tables; an attempt is open until an entry closes it."""
    fields = receipt.fields
    db.execute(
        "INSERT INTO entries (position, id, kind, attempt, account, recorded_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            receipt.index,
            fields["id"],
            fields["kind"],
            fields.get("attempt"),
            receipt.account,
            fields["recordedAt"],
            receipt.body,
        ),
    )
    db.execute("INSERT INTO listed (position, kind, said) VALUES (?, ?, ?)", listed(receipt))
    if receipt.kind == Kind.ATTEMPT:
        db.execute("INSERT INTO open_attempts (entry) VALUES (?)", (receipt.index,))


def _insert_commitments(db: sqlite3.Connection, index: int, draft: Draft) -> None:
    db.executemany(
        "INSERT INTO disclosures (entry, name, salt, value) VALUES (?, ?, ?, ?)",
        [(index, shown.name, shown.salt, shown.value) for shown in draft.disclosures],
    )
    db.executemany(
        "INSERT INTO evidence (entry, name, salt, body) VALUES (?, ?, ?, ?)",
        [(index, shown.name, shown.salt, shown.body) for shown in draft.evidence],
    )
