"""What a check looks at once: that the file is whole, and that nothing lies in it that no entry accounts for."""

import sqlite3
from datetime import datetime

from demur.core.dating import Token, TokenCode
from demur.core.entry import Kind
from demur.ledger.audit import Found
from demur.ledger.rows import note_of, size_of
from demur.ledger.tokens import tokens
from demur.receipts.moment import moment_text


def require_intact_file(db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise Found("file")


def require_nothing_more(db: sqlite3.Connection, needs_every_note: bool) -> None:
    """Every table holds what the entries account for and no more, and what is said of a token is so."""
    size = size_of(db)
    _require_count(db, "entries", size, "entries")
    _require_count(db, "listed", size, "columns")
    if needs_every_note:
        _require_count(db, "checkpoints", size, "checkpoint")
    _require_count(db, "nodes", 2 * size - size.bit_count(), "tree")
    _require_open_attempts(db)
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise Found("file")
    for token in tokens(db, "code = 'holds'"):
        _require_token(token, note_of(db, token.size))


def _require_count(db: sqlite3.Connection, table: str, expected: int, code: str) -> None:
    (count,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    if count != expected:
        raise Found(code)


def _require_open_attempts(db: sqlite3.Connection) -> None:
    """The list of open attempts is what the entries say it is."""
    query = (
        "SELECT position FROM entries AS a WHERE kind = ? AND NOT EXISTS"
        " (SELECT 1 FROM entries AS c WHERE c.attempt = a.id) ORDER BY position"
    )
    expected = db.execute(query, (Kind.ATTEMPT,)).fetchall()
    if db.execute("SELECT entry FROM open_attempts ORDER BY entry").fetchall() != expected:
        raise Found("attempts")


def _require_token(token: Token, note: str) -> None:
    """A token that is said to hold does, under the certificates that were pinned when it came."""
    from demur.receipts.time_token import CertificatesBroken, judge  # few have any

    try:
        judged = judge(token.answer, note.encode(), token.authority.certificates.encode(), token.nonce)
    except CertificatesBroken as error:
        raise Found("token", token.size - 1) from error
    if judged.code is not TokenCode.HOLDS or judged.at is None or moment_text(judged.at) != _text(token.dated_at):
        raise Found("token", token.size - 1)


def _text(at: datetime | None) -> str:
    return moment_text(at) if at else ""
