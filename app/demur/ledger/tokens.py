"""Where answers of time authorities lie: each beside the checkpoint that it dates, and none is ever removed."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from demur.core.dating import Authority, Dated, Token, TokenCode
from demur.core.problem import LedgerDamaged
from demur.core.receipt import Receipt
from demur.ledger.database import Database
from demur.ledger.rows import first_receipt, right_edge
from demur.receipts.moment import moment_text, parse_moment

SHOWN: Final = (TokenCode.HOLDS, TokenCode.NOT_CHECKED)
"""What goes along with a receipt; others that hold for nothing stay in the ledger."""

_COLUMNS: Final = "size, authority, name, owner, address, certificates, nonce, asked_at, code, dated_at, answer"

TOKEN_COLUMNS: Final = len(_COLUMNS.split(", "))


class Newest(NamedTuple):
    """What a token would date: the newest checkpoint, how many entries it covers, and when the last was sealed."""

    note: bytes
    size: int
    sealed_at: datetime


class TokenShelf:
    """The tokens of one ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self) -> Newest | None:
        """Return what is to be dated; None where nothing was sealed yet."""
        with self._database.reading() as db:
            edge = right_edge(db)
            last = first_receipt(db, "position = ?", edge.size - 1)
            return (
                None if last is None else Newest(edge.note.encode(), edge.size, parse_moment(last.fields["recordedAt"]))
            )

    def keep(self, token: Token) -> None:
        """Keep an answer for good."""
        authority = token.authority
        values = (
            token.size,
            *(authority.id, authority.name, authority.owner, authority.address, authority.certificates),
            f"{token.nonce:x}",
            moment_text(token.asked_at),
            token.code.value,
            moment_text(token.dated_at) if token.dated_at else None,
            token.answer,
        )
        with self._database.writing() as db:
            db.execute(f"INSERT INTO tokens ({_COLUMNS}) VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608

    def all(self) -> Sequence[Token]:
        """Return every token, oldest first."""
        with self._database.reading() as db:
            return tokens(db, "1")

    def covered_by(self, authority: str) -> int:
        """Return how many entries an authority has dated, whatever came of looking at its answers."""
        with self._database.reading() as db:
            (size,) = db.execute("SELECT max(size) FROM tokens WHERE authority = ?", (authority,)).fetchone()
            return int(size or 0)

    def date_of(self, index: int) -> Dated | None:
        """Return who dated a receipt first; None where no token over it holds."""
        with self._database.reading() as db:
            return next((dated for size, dated in _dates(db) if size > index), None)


def tokens(db: sqlite3.Connection, condition: str, *values: object) -> list[Token]:
    """Return the tokens that meet a condition of ours, those over the smallest checkpoint first."""
    query = f"SELECT {_COLUMNS} FROM tokens WHERE {condition} ORDER BY size, dated_at, id"  # noqa: S608
    return [token_of(row) for row in db.execute(query, values)]


def date(db: sqlite3.Connection, receipts: Sequence[Receipt]) -> None:
    """Tell each of several receipts, in their order, who dated it first."""
    dates = iter(_dates(db))
    size, dated = next(dates, (0, None))
    for receipt in receipts:
        while dated is not None and size <= receipt.index:
            size, dated = next(dates, (0, None))
        receipt.dated = dated


def over(db: sqlite3.Connection, index: int) -> list[Token]:
    """Return the tokens to be shown for a receipt: over the first checkpoint that covers it and was dated.

    Where none holds, those that the library here couldn't look at will do: others can.
    """
    for code in SHOWN:
        query = "SELECT min(size) FROM tokens WHERE size > ? AND code = ?"
        (size,) = db.execute(query, (index, code)).fetchone()
        if size is not None:
            return tokens(db, "size = ? AND code IN ('holds', 'not-checked')", size)
    return []


def token_of(row: Sequence[Any]) -> Token:
    """Return the token in a row of the table, without its id. Raises `LedgerDamaged`."""
    size, *authority, nonce, asked_at, code, dated_at, answer = row
    try:
        return Token(
            size=size,
            authority=Authority(*authority),
            nonce=int(nonce, 16),
            asked_at=parse_moment(asked_at),
            answer=answer,
            code=TokenCode(code),
            dated_at=None if dated_at is None else parse_moment(dated_at),
        )
    except (TypeError, ValueError) as error:  # a row that was read without SQLite may hold anything
        raise LedgerDamaged(what="a time token") from error


def _dates(db: sqlite3.Connection) -> Iterator[tuple[int, Dated]]:
    """Yield by whom and when the ledger was dated, and up to which size, as far as tokens hold; the smallest first."""
    query = "SELECT size, name, dated_at FROM tokens WHERE code = 'holds' ORDER BY size, dated_at, id"
    for size, name, dated_at in db.execute(query):
        yield size, Dated(name, _time(dated_at))


def _time(text: str) -> datetime:
    try:
        return parse_moment(text)
    except ValueError as error:
        raise LedgerDamaged(what="a time token") from error
