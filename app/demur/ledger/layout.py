"""The tables of the ledger's file. Bodies are the truth; every other column can be told again from them."""

from typing import Final

from demur.ledger.database import Earlier, Layout
from demur.ledger.search import LIST_ENTRIES, LISTED

_LEDGER_1: Final = (  # to the letter, blanks too: a file remembers how its tables were asked for
    """CREATE TABLE entries (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            attempt TEXT REFERENCES entries(id),
            account TEXT,
            recorded_at TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT""",
    "CREATE UNIQUE INDEX entries_closing ON entries(attempt) WHERE attempt IS NOT NULL",
    "CREATE INDEX entries_of_account ON entries(account, position) WHERE account IS NOT NULL",
    # Kept apart so that finding what a crash left open doesn't read the whole ledger.
    "CREATE TABLE open_attempts (entry INTEGER PRIMARY KEY REFERENCES entries(position)) STRICT",
    """CREATE TABLE nodes (
            level INTEGER NOT NULL,
            position INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (level, position)
        ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT",
    """CREATE TABLE disclosures (
            entry INTEGER NOT NULL REFERENCES entries(position),
            name TEXT NOT NULL,
            salt TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (entry, name)
        ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE evidence (
            entry INTEGER NOT NULL REFERENCES entries(position),
            name TEXT NOT NULL,
            salt TEXT NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (entry, name)
        ) STRICT""",
)

_TOKENS: Final = """CREATE TABLE tokens (
        id INTEGER PRIMARY KEY,
        size INTEGER NOT NULL REFERENCES checkpoints(size),
        authority TEXT NOT NULL,
        name TEXT NOT NULL,
        owner TEXT NOT NULL,
        address TEXT NOT NULL,
        certificates TEXT NOT NULL,
        nonce TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        code TEXT NOT NULL,
        dated_at TEXT,
        answer BLOB NOT NULL
    ) STRICT"""
"""Answers of time authorities, each with the certificates that were pinned when it came; none is ever removed."""

_TOKENS_OF_SIZE: Final = "CREATE INDEX tokens_of_size ON tokens(size)"

LEDGER: Final = Layout(
    application_id=0x446D724C,  # "DmrL"
    version=2,
    statements=(*_LEDGER_1, LISTED, _TOKENS, _TOKENS_OF_SIZE),
    earlier=(Earlier(version=1, statements=_LEDGER_1, changes=(LISTED, LIST_ENTRIES, _TOKENS, _TOKENS_OF_SIZE)),),
)
