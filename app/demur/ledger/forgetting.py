"""Deleting what lies beside receipts: names, replies, pictures (receipt-format part 8, deletion).

The receipts themselves stay, and every signature and hash still holds: they have only digests of what is deleted.
"""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from demur.core.account import AccountId
from demur.core.entry import EntryId
from demur.core.problem import LedgerDamaged, LedgerNewer
from demur.ledger.database import Database
from demur.ledger.layout import LEDGER


class Held(StrEnum):
    """What lies beside a receipt and can be deleted; the value is the table that it lies in."""

    NAMES = "disclosures"
    """The account's name and user id, with the salts that show whose a receipt is."""
    REPLIES = "evidence"
    """What the platform answered, and pictures."""


EVERYTHING: Final = frozenset(Held)


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What is to be deleted: of one receipt and the attempt it closes, or of every receipt of an account."""

    of: EntryId | AccountId
    held: frozenset[Held] = EVERYTHING
    is_unlinked: bool = False
    """Whether the account's id goes too, which is made of its user id: then nothing here says any more whose they
    were."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Beside how many receipts something was deleted, and the ledgers nearby that could not be looked into."""

    receipts: int
    unreached: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What could be deleted: how many names, replies and pictures, and beside how many receipts."""

    receipts: int
    names: int
    replies: int
    reply_bytes: int


def beside(db: sqlite3.Connection, of: EntryId | AccountId) -> Beside:
    """Count what lies beside a receipt and its attempt, or beside all receipts of an account."""
    places = _places(db, of)
    names = _sum(db, "SELECT count(*) FROM disclosures WHERE entry = ?", places)
    replies = _sum(db, "SELECT count(*) FROM evidence WHERE entry = ?", places)
    size = _sum(db, "SELECT coalesce(sum(length(body)), 0) FROM evidence WHERE entry = ?", places)
    return Beside(len(places), names, replies, size)


def forget(database: Database, wanted: Forgetting, others: Sequence[Path] = ()) -> Forgotten:
    """Delete for good, here and in the ledgers at `others`, such as one that a restore kept aside.

    Raises the file's own problems; of `others`, what can't be looked into is named and left as it is.
    """
    stand_in = f"deleted-{secrets.token_hex(4)}"
    receipts = _forget_in(database, wanted, stand_in)
    database.forget_copies()
    return Forgotten(receipts, tuple(_unreached(others, wanted, stand_in)))


def _unreached(others: Sequence[Path], wanted: Forgetting, stand_in: str) -> Iterator[Path]:
    for file in others:
        other = Database(file, LEDGER)
        try:
            _forget_in(other, wanted, stand_in)
            other.forget_copies()
        except (LedgerDamaged, LedgerNewer):
            yield file


def _forget_in(database: Database, wanted: Forgetting, stand_in: str) -> int:
    """Delete in one transaction, then write the file anew, also where an interrupted deletion left nothing else to do.

    `secure_delete` wipes what is deleted, but not the copies that earlier changes left in the gaps of pages (seen).
    """
    if not database.path.exists():  # to write would make one
        return 0
    with database.writing() as db:
        places = _places(db, wanted.of)
        touched = {place for held in wanted.held for place in places if _delete(db, held, place)}
        if wanted.is_unlinked:
            db.execute("UPDATE entries SET account = ? WHERE account = ?", (stand_in, wanted.of))
    database.compact()
    return len(touched)


def _delete(db: sqlite3.Connection, held: Held, place: int) -> bool:
    return db.execute(f"DELETE FROM {held.value} WHERE entry = ?", (place,)).rowcount > 0  # noqa: S608  # ours


def _places(db: sqlite3.Connection, of: EntryId | AccountId) -> list[int]:
    """Return which entries are meant; an entry's id and an account's are never alike."""
    query = (
        "SELECT position FROM entries WHERE account = ?1 OR id = ?1"
        " OR id = (SELECT attempt FROM entries WHERE id = ?1) ORDER BY position"
    )
    return [place for (place,) in db.execute(query, (of,))]


def _sum(db: sqlite3.Connection, query: str, places: Sequence[int]) -> int:
    return sum(int(db.execute(query, (place,)).fetchone()[0]) for place in places)
