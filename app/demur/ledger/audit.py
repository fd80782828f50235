"""The full check: everything the ledger holds is told again from the bodies and compared (faults B.3, check).

It goes through the file in short reads, so that a long ledger can be written to meanwhile.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from demur.core.entry import Kind, Receipt
from demur.core.problem import LedgerDamaged
from demur.ledger.commitment import Disclosure, Evidence
from demur.ledger.database import Database
from demur.ledger.kept import Kept
from demur.ledger.rows import checkpoint_of, public_keys, receipt_of, size_of
from demur.receipts.checkpoint import Checkpoint
from demur.receipts.keys import PublicKeys, did_key, multikey
from demur.receipts.proof import is_proven
from demur.receipts.tree import GrowingTree, Node, leaf_hash

STEP: Final = 200
"""Entries per read: about 0.1 s during which no one else can commit."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """The first place that doesn't hold; `index` is None where it is no single entry."""

    code: str
    index: int | None = None


WRONGS: Final = (
    "file",
    "entries",
    "entry",
    "columns",
    "signature",
    "key",
    "earlier-root",
    "commitments",
    "tree",
    "checkpoint",
    "attempts",
    "behind",
    "differs",
)
"""Every code a `Wrong` can have."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a full check saw."""

    entries: int
    checkpoints: int
    kept: Kept
    wrong: Wrong | None = None

    @property
    def is_sound(self) -> bool:
        return self.wrong is None


class _Found(Exception):
    """Carries the first wrong place out of the search."""

    def __init__(self, code: str, index: int | None = None) -> None:
        super().__init__(code)
        self.wrong = Wrong(code, index)


def audit(database: Database, kept: Kept) -> Check:
    """Return what was looked at, and the first wrong place. Raises only the file's own problems but damage."""
    examination = _Examination(database)
    try:
        examination.run()
        if kept in (Kept.BEHIND, Kept.DIFFERS):
            raise _Found(kept.value)
    except _Found as found:
        return Check(examination.entries, examination.checkpoints, kept, found.wrong)
    except LedgerDamaged:  # a row that can't even be read
        wrong = Wrong("file") if examination.size is None else Wrong("entry", examination.entries)
        return Check(examination.entries, examination.checkpoints, kept, wrong)
    return Check(examination.entries, examination.checkpoints, kept)


class _Examination:
    """One walk over a ledger, from its first entry to the one that was newest when it began."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tree = GrowingTree()
        self._open: set[str] = set()
        self.size: int | None = None
        self.entries = 0
        self.checkpoints = 0

    def run(self) -> None:
        """Walk first, so that a wrong place is named, and count last, so that nothing is there beside."""
        with self._database.reading() as db:
            _require_intact_file(db)
            self.size = size_of(db)
            if self.size:
                self._keys = public_keys(db)
        for first in range(0, self.size, STEP):
            with self._database.reading() as db:
                self._walk(db, first, min(first + STEP, self.size))
        with self._database.reading() as db:
            _require_nothing_more(db)

    def _walk(self, db: sqlite3.Connection, first: int, end: int) -> None:
        query = (
            "SELECT position, body, account, id, kind, attempt, recorded_at FROM entries"
            " WHERE position >= ? AND position < ? ORDER BY position"
        )
        for row in db.execute(query, (first, end)):
            self._examine(db, row)
            self.entries += 1

    def _examine(self, db: sqlite3.Connection, row: tuple[Any, ...]) -> None:
        index = self.entries
        if row[0] != index:
            raise _Found("entries", index)
        receipt = receipt_of(row[:3])
        _require_columns(receipt, row[3:])
        _require_signature(receipt, self._keys)
        if receipt.fields["log"]["prevRoot"] != f"sha256:{self._tree.root().hex()}":
            raise _Found("earlier-root", index)
        _require_commitments(db, receipt)
        for node in self._tree.append(leaf_hash(receipt.body)):
            _require_node(db, node, index)
        self._examine_checkpoint(db, receipt)

    def _examine_checkpoint(self, db: sqlite3.Connection, receipt: Receipt) -> None:
        size = receipt.index + 1
        row = db.execute("SELECT note FROM checkpoints WHERE size = ?", (size,)).fetchone()
        expected = (receipt.fields["log"]["origin"], size, self._tree.root())
        if row is None or not _is_checkpoint(row[0], expected, self._keys):
            raise _Found("checkpoint", receipt.index)
        self.checkpoints += 1


def _is_checkpoint(note: str, expected: tuple[str, int, bytes], keys: PublicKeys) -> bool:
    try:
        found: Checkpoint = checkpoint_of(note)
    except LedgerDamaged:
        return False
    return (found.origin, found.size, found.root) == expected and found.is_signed_by(keys.log)


def _require_intact_file(db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise _Found("file")


def _require_nothing_more(db: sqlite3.Connection) -> None:
    """Every table holds what the entries account for and no more."""
    size = size_of(db)
    _require_count(db, "entries", size, "entries")
    _require_count(db, "checkpoints", size, "checkpoint")
    _require_count(db, "nodes", 2 * size - size.bit_count(), "tree")
    _require_open_attempts(db)
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise _Found("file")


def _require_count(db: sqlite3.Connection, table: str, expected: int, code: str) -> None:
    (count,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    if count != expected:
        raise _Found(code)


def _require_open_attempts(db: sqlite3.Connection) -> None:
    """The list of open attempts is what the entries say it is."""
    query = (
        "SELECT position FROM entries AS a WHERE kind = ? AND NOT EXISTS"
        " (SELECT 1 FROM entries AS c WHERE c.attempt = a.id) ORDER BY position"
    )
    expected = db.execute(query, (Kind.ATTEMPT,)).fetchall()
    if db.execute("SELECT entry FROM open_attempts ORDER BY entry").fetchall() != expected:
        raise _Found("attempts")


def _require_columns(receipt: Receipt, columns: tuple[Any, ...]) -> None:
    fields = receipt.fields
    if columns != (fields["id"], fields["kind"], fields.get("attempt"), fields["recordedAt"]):
        raise _Found("columns", receipt.index)
    if (receipt.account is None) != (receipt.kind == Kind.GENESIS):
        raise _Found("columns", receipt.index)


def _require_signature(receipt: Receipt, keys: PublicKeys) -> None:
    """The key that the genesis names, and no other, signed every entry."""
    if receipt.fields["proof"]["verificationMethod"] != did_key(multikey(keys.receipt)):
        raise _Found("key", receipt.index)
    if not is_proven(receipt.fields):
        raise _Found("signature", receipt.index)


def _require_commitments(db: sqlite3.Connection, receipt: Receipt) -> None:
    """What is still kept beside a receipt is what it committed to; what the member deleted is not missed."""
    disclosures = db.execute("SELECT name, salt, value FROM disclosures WHERE entry = ?", (receipt.index,))
    for row in disclosures.fetchall():
        if Disclosure(*row).digest not in receipt.fields.get("account", ()):
            raise _Found("commitments", receipt.index)
    for row in db.execute("SELECT name, salt, body FROM evidence WHERE entry = ?", (receipt.index,)).fetchall():
        evidence = Evidence(*row)
        seen: Mapping[str, Any] = receipt.fields.get(evidence.name, {})
        if evidence.digest not in seen.get("evidence", ()):
            raise _Found("commitments", receipt.index)


def _require_node(db: sqlite3.Connection, node: Node, index: int) -> None:
    query = "SELECT 1 FROM nodes WHERE level = ? AND position = ? AND hash = ?"
    if db.execute(query, node).fetchone() is None:
        raise _Found("tree", index)
