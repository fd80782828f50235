"""Bringing in a ledger from elsewhere, a backup or a whole exported one: it is kept beside the present one, to be read.

Nothing is taken on trust: every entry, signature and hash is looked at before it gets its name here.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from demur.core.account import AccountId
from demur.core.entry import Kind
from demur.core.ledger_problem import BackupBroken, ImportBroken, ImportThere
from demur.core.ports import Clock
from demur.core.problem import FolderUnusable, LedgerDamaged, LedgerNewer
from demur.core.secret import Secret
from demur.ledger.audit import audit
from demur.ledger.collection import FOLDER_NAME, Why, others_near, place_beside
from demur.ledger.database import Database
from demur.ledger.folder import prepare_folder
from demur.ledger.kept import Kept, compare
from demur.ledger.layout import LEDGER
from demur.ledger.restoring import copied
from demur.ledger.rows import checkpoint_of, receipt_of, right_edge
from demur.ledger.sealing import insert_entry
from demur.receipts import profile
from demur.receipts.checkpoint import MAX_BYTES as CHECKPOINT_BYTES
from demur.receipts.durable_file import folder_problems, sync_folder
from demur.receipts.fields import is_practice_origin
from demur.receipts.file_reading import open_plain
from demur.receipts.ledger_verifier import ENTRIES_NAME
from demur.receipts.source import Source, SourceRefused, opened_source, read
from demur.receipts.tree import GrowingTree, leaf_hash
from demur.receipts.verifier import CHECKPOINT_NAME

_SQLITE: Final = b"SQLite format 3\0"
_NOBODY: Final = AccountId("")
"""An export names no account, not even by the id that it had here."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A ledger that was brought in."""

    file: Path
    is_practice: bool
    entries: int


class Importing:
    """Brings ledgers in; `ledger_of` tells where the present one of each kind lies."""

    def __init__(self, ledger_of: Callable[[bool], Path], clock: Clock) -> None:
        self._ledger_of, self._clock = ledger_of, clock

    def bring_in(self, file: Path) -> Imported:
        """Take in a backup, or an exported ledger: its folder, its zip, or the file of entries in its folder.

        Practice goes to practice, by what its own entries say. Raises `ImportBroken`, `ImportThere`, `DiskFull` and
        `FolderUnusable`.
        """
        folder = self._ledger_of(False).parent / FOLDER_NAME
        prepare_folder(folder)
        with _taken(file, folder / "importing") as fresh:
            entries, note = _require_whole(fresh, file)
            origin = checkpoint_of(note).origin
            is_practice = is_practice_origin(origin)
            ledger = self._ledger_of(is_practice)
            _require_new(ledger, note)
            place = place_beside(ledger, Why.IMPORTED, origin.rpartition("/")[2], self._clock.now())
            prepare_folder(place.parent)
            with folder_problems(place.parent):
                fresh.rename(place)
                sync_folder(place.parent)
        return Imported(place, is_practice, entries)


@contextmanager
def _taken(file: Path, beside: Path) -> Iterator[Path]:
    """Give a file of our own that holds what was brought in; whatever is left of it at the end goes."""
    if _is_backup(file):
        try:
            with copied(file, beside) as copy:
                yield copy
        except BackupBroken as error:
            raise ImportBroken(file=str(file)) from error
        return
    fresh = beside.with_name(f".{beside.name}-{os.urandom(8).hex()}")
    try:
        _rebuild(file.parent if file.name == ENTRIES_NAME else file, fresh)
        yield fresh
    finally:
        for left in (fresh, fresh.with_name(f"{fresh.name}-journal")):
            left.unlink(missing_ok=True)


def _is_backup(file: Path) -> bool:
    with suppress(OSError), open_plain(file) as opened:
        return opened.read(len(_SQLITE)) == _SQLITE
    return False


def _rebuild(path: Path, fresh: Path) -> None:
    """Make a ledger of an exported one. What doesn't hold in it is found afterwards, over the whole."""
    try:
        with opened_source(path) as source, Database(fresh, LEDGER).writing() as db:
            size = _fill(db, source)
            note = read(source, CHECKPOINT_NAME, CHECKPOINT_BYTES).decode()
            db.execute("INSERT INTO checkpoints (size, note) VALUES (?, ?)", (size, note))
    except (SourceRefused, OSError, UnicodeDecodeError, LedgerDamaged) as error:
        raise ImportBroken(file=str(path)) from error


def _fill(db: sqlite3.Connection, source: Source) -> int:
    tree = GrowingTree()
    with source.open(ENTRIES_NAME) as file:
        for body in _bodies(file):
            receipt = receipt_of((tree.size, body, None if tree.size == 0 else _NOBODY))
            insert_entry(db, receipt)
            if receipt.kind is not Kind.ATTEMPT:
                attempt = "SELECT position FROM entries WHERE id = ?"
                db.execute(f"DELETE FROM open_attempts WHERE entry = ({attempt})", (receipt.fields.get("attempt"),))  # noqa: S608  # ours
            nodes = tree.append(leaf_hash(body))
            db.executemany("INSERT INTO nodes (level, position, hash) VALUES (?, ?, ?)", nodes)
    return tree.size


def _bodies(file: BinaryIO) -> Iterator[bytes]:
    while untrusted_line := file.readline(profile.MAX_BYTES + 2):
        yield untrusted_line.removesuffix(b"\n")


def _require_whole(fresh: Path, file: Path) -> tuple[int, str]:
    """Look at all of it, and return its size and its newest checkpoint."""
    database = Database(fresh, LEDGER)
    try:
        check = audit(database, Kept.NOTHING_KEPT, needs_every_note=False)
        with database.reading() as db:
            edge = right_edge(db)
    except (LedgerDamaged, LedgerNewer) as error:
        raise ImportBroken(file=str(file)) from error
    if not check.is_sound or not edge.size:
        raise ImportBroken(file=str(file))
    return edge.size, edge.note


def _require_new(ledger: Path, note: str) -> None:
    """Refuse what is here already: the present ledger or another one holds the very same entries."""
    for known in (ledger, *others_near(ledger)):
        if known.exists() and _holds(known, note):
            raise ImportThere


def _holds(known: Path, note: str) -> bool:
    with suppress(LedgerDamaged, LedgerNewer, FolderUnusable), Database(known, LEDGER).reading() as db:
        return right_edge(db).size > 0 and compare(db, Secret(note)) is Kept.AGREES
    return False
