"""One walk over a ledger, from its first entry to the one that was newest when it began."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from demur.core.account import AccountId
from demur.core.entry import Kind, Receipt
from demur.core.problem import LedgerDamaged
from demur.ledger.audit import STEP, Found, Stopped, Watch
from demur.ledger.commitment import Evidence
from demur.ledger.completeness import require_intact_file, require_nothing_more
from demur.ledger.database import Database
from demur.ledger.helper import Helper, helped
from demur.ledger.mark import LONG, Mark, NotesDigest
from demur.ledger.rows import checkpoint_of, node_lookup, public_keys, receipt_of, right_edge, size_of
from demur.ledger.search import listed
from demur.ledger.stretch import Stretch
from demur.receipts.keys import PublicKeys, did_key, multikey
from demur.receipts.proof import is_proven
from demur.receipts.tree import GrowingTree, earlier_root, inclusion_path, is_included, leaf_hash


class Examination:
    """Walks first, so that a wrong place is named, and counts last, so that nothing is there beside."""

    def __init__(self, database: Database, watch: Watch, needs_every_note: bool = True) -> None:
        """`needs_every_note` is False for a ledger that was exported, which has its last checkpoint alone."""
        self._database, self._watch, self._needs_every_note = database, watch, needs_every_note
        self.size: int | None = None
        self._begin()

    def _begin(self) -> None:
        self._tree, self._notes = GrowingTree(), NotesDigest()
        self.entries = self.notes = self.carried = 0

    def run(self, is_afresh: bool) -> None:
        """Raise `Found` with the first wrong place, or `Stopped`."""
        with self._database.reading() as db:
            require_intact_file(db)
            self.size = size_of(db)
            if self.size:
                self._keys = public_keys(db)
                self._signer = did_key(multikey(self._keys.receipt))
        if not is_afresh and (mark := self._mark()) is not None:
            self._carry(mark)
        with helped(self._database.path, self.size - self.entries) as helper:
            if helper is not None:
                self._go_together(self.size, helper)
            while self.entries < self.size:
                self._walk(min(self.entries + STEP, self.size))
        with self._database.reading() as db:
            if self.size:
                _require_newest_note(db, self._tree, self._keys)
            require_nothing_more(db, self._needs_every_note)

    def remember(self) -> None:
        """Lay down how far a long ledger was found sound, for the next check."""
        if self.entries >= LONG:
            Mark(self.entries, self._tree.root(), self._notes.digest()).write(self._database.path)

    def _mark(self) -> Mark | None:
        mark = Mark.read(self._database.path)
        return mark if mark is not None and mark.size <= (self.size or 0) else None

    def _carry(self, mark: Mark) -> None:
        """Look at all but the signatures of what was checked before; where anything differs, begin afresh.

        A walk that looks at everything then says what is wrong, and where. Only at the end is it known that the bytes
        are the same, so till then the fields may be anything, and lack any name.
        """
        try:
            while self.entries < mark.size:
                self._walk(min(self.entries + STEP, mark.size), is_carried=True)
        except (Found, LedgerDamaged, LookupError, TypeError, AttributeError):
            self._begin()
            return
        if (self._tree.root(), self._notes.digest()) == (mark.root, mark.notes):
            self.carried = mark.size
        else:
            self._begin()

    def _go_together(self, size: int, helper: Helper) -> None:
        """Walk a stretch alone, then two more whose signatures a helper looks at meanwhile, and so on.

        It is asked about its next ones before its answer is waited for, so that neither is ever without work.
        """
        middle, end = _asked(helper, self.entries, size)
        while self.entries < size:
            self._walk(middle)
            mine, theirs = middle, end
            middle, end = _asked(helper, theirs, size)
            if mine < theirs:
                self._walk(theirs, proven=helper.answer())

    def _walk(self, end: int, is_carried: bool = False, proven: bytes = b"") -> None:
        self._report()
        with self._database.reading() as db:
            stretch = Stretch.read(db, self.entries, end)
            is_known = is_carried or (bool(proven) and stretch.digest() == proven)
            for row in stretch.rows:
                if row[0] != self.entries:
                    raise Found("entries", self.entries)
                receipt = _receipt_before(row) if is_known else receipt_of(row[:3])
                _require_columns(receipt, row[3:])
                if not is_known:
                    _require_signature(receipt, self._signer)
                if not is_carried:
                    self._require_place(receipt)
                _require_beside(db, stretch, receipt)
                for node in self._tree.append(leaf_hash(receipt.body)):
                    if stretch.nodes.get(node[:2]) != node.digest:
                        raise Found("tree", receipt.index)
                self._examine_checkpoint(stretch, receipt, is_carried, is_known)
                self.entries += 1
        if self.entries < end:
            raise Found("entries", self.entries)

    def _report(self) -> None:
        if not self._watch(self.entries, self.size or 0):
            raise Stopped

    def _require_place(self, receipt: Receipt) -> None:
        if receipt.fields["log"]["prevRoot"] != f"sha256:{self._tree.root().hex()}":
            raise Found("earlier-root", receipt.index)

    def _examine_checkpoint(self, stretch: Stretch, receipt: Receipt, is_carried: bool, is_known: bool) -> None:
        size = receipt.index + 1
        note = stretch.notes.get(size)
        if note is None and not self._needs_every_note:
            return
        expected = (receipt.fields["log"]["origin"], size, self._tree.root())
        keys = None if is_known else self._keys
        if note is None or not (is_carried or _is_checkpoint(note, expected, keys)):
            raise Found("checkpoint", receipt.index)
        self._notes.add(note)
        self.notes += 1


def _asked(helper: Helper, first: int, size: int) -> tuple[int, int]:
    """Ask a helper about the two stretches after the next one; return where the next ends, and where they do."""
    middle = min(first + STEP, size)
    end = min(middle + 2 * STEP, size)
    if middle < end:
        helper.ask(middle, end)
    return middle, end


def examine_one(db: sqlite3.Connection, index: int) -> None:
    """Look at one entry as at the end of a walk, but with the tree's own hashes for all the others."""
    edge, keys = right_edge(db), public_keys(db)
    stretch = Stretch.read(db, index, index + 1)
    if not stretch.rows:
        raise Found("entries", index)
    receipt = receipt_of(stretch.rows[0][:3])
    _require_columns(receipt, stretch.rows[0][3:])
    _require_signature(receipt, did_key(multikey(keys.receipt)))
    path = inclusion_path(index, edge.size, node_lookup(db))
    if receipt.fields["log"]["prevRoot"] != f"sha256:{earlier_root(index, edge.size, path).hex()}":
        raise Found("earlier-root", index)
    _require_beside(db, stretch, receipt)
    if not is_included(leaf_hash(receipt.body), index, edge.size, path, edge.root):
        raise Found("tree", index)
    if not _is_checkpoint(edge.note, (receipt.fields["log"]["origin"], edge.size, edge.root), keys):
        raise Found("checkpoint", edge.size - 1)


def _receipt_before(row: tuple[Any, ...]) -> Receipt:
    """Return a receipt whose form was looked at when its bytes were the same."""
    position, body, account = row[:3]
    try:
        fields = json.loads(body)
    except ValueError as error:
        raise LedgerDamaged(what=f"entry {position}") from error
    return Receipt(position, body, fields, None if account is None else AccountId(account))


def _is_checkpoint(note: str, expected: tuple[str, int, bytes], keys: PublicKeys | None) -> bool:
    """Say whether a note is that checkpoint, and signed; without keys its signature was looked at before."""
    try:
        found = checkpoint_of(note)
    except LedgerDamaged:
        return False
    return (found.origin, found.size, found.root) == expected and (keys is None or found.is_signed_by(keys.log))


def _require_newest_note(db: sqlite3.Connection, tree: GrowingTree, keys: PublicKeys) -> None:
    """Look at the newest checkpoint in any case: it covers all that was hashed."""
    row = db.execute("SELECT note FROM checkpoints WHERE size = ?", (tree.size,)).fetchone()
    origin = checkpoint_of(row[0]).origin if row else ""
    if row is None or not _is_checkpoint(row[0], (origin, tree.size, tree.root()), keys):
        raise Found("checkpoint", tree.size - 1)


def _require_signature(receipt: Receipt, method: str) -> None:
    """The key that the genesis names, and no other, signed every entry."""
    if receipt.fields["proof"]["verificationMethod"] != method:
        raise Found("key", receipt.index)
    if not is_proven(receipt.fields):
        raise Found("signature", receipt.index)


def _require_columns(receipt: Receipt, columns: tuple[Any, ...]) -> None:
    fields = receipt.fields
    if columns != (fields["id"], fields["kind"], fields.get("attempt"), fields["recordedAt"]):
        raise Found("columns", receipt.index)
    if (receipt.account is None) != (fields["kind"] == Kind.GENESIS):
        raise Found("columns", receipt.index)


def _require_beside(db: sqlite3.Connection, stretch: Stretch, receipt: Receipt) -> None:
    """What is kept beside a receipt is told from it or committed to in it; what the member deleted is not missed."""
    if stretch.listed.get(receipt.index) != listed(receipt):
        raise Found("columns", receipt.index)
    for disclosure in stretch.disclosures.get(receipt.index, ()):
        if disclosure.digest not in receipt.fields.get("account", ()):
            raise Found("commitments", receipt.index)
    if receipt.index not in stretch.with_evidence:
        return
    for row in db.execute("SELECT name, salt, body FROM evidence WHERE entry = ?", (receipt.index,)).fetchall():
        evidence = Evidence(*row)
        seen: Mapping[str, Any] = receipt.fields.get(evidence.name, {})
        if evidence.digest not in seen.get("evidence", ()):
            raise Found("commitments", receipt.index)
