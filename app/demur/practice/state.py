"""What Plaza remembers: one SQLite file that outlives the process, and may be open in two at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

LAYOUT = 2
BUSY_S = 10.0

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE IF NOT EXISTS switch (
        user_id TEXT NOT NULL, setting_id TEXT NOT NULL, value INTEGER, version INTEGER NOT NULL,
        changed_at TEXT NOT NULL, writes INTEGER NOT NULL DEFAULT 0, asked INTEGER,
        due_value INTEGER, due_at REAL,
        PRIMARY KEY (user_id, setting_id)
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS consent (
        id TEXT PRIMARY KEY, client_id TEXT NOT NULL, user_id TEXT NOT NULL, scope TEXT NOT NULL,
        redirect_uri TEXT NOT NULL, nonce TEXT, auth_time INTEGER NOT NULL, code_challenge TEXT NOT NULL,
        is_revoked INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS token (
        digest TEXT PRIMARY KEY, consent TEXT NOT NULL REFERENCES consent (id),
        kind TEXT NOT NULL CHECK (kind IN ('code', 'access', 'refresh')),
        scope TEXT NOT NULL, expires_at REAL NOT NULL, is_spent INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS web_session (
        digest TEXT PRIMARY KEY, user_id TEXT NOT NULL, is_complete INTEGER NOT NULL,
        is_trusted INTEGER NOT NULL DEFAULT 0, notice TEXT NOT NULL DEFAULT '', expires_at REAL NOT NULL
    ) STRICT""",
)

FROM_LAYOUT_1 = (
    "INSERT OR IGNORE INTO switch (user_id, setting_id, value, version, changed_at)"
    " SELECT user_id, 'ai-training', value, version, changed_at FROM setting",
    "DROP TABLE setting",
)
"""Layout 1 knew one setting of each member."""


class State:
    """The file, opened anew for each operation, and the clock that is kept in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.touch(mode=0o600)
        with self.change() as connection:
            (layout,) = connection.execute("PRAGMA user_version").fetchone()
            if layout not in (0, 1, LAYOUT):
                raise ValueError(f"the state file has layout {layout}, and this Plaza knows {LAYOUT}")
            for statement in (*SCHEMA, *(FROM_LAYOUT_1 if layout == 1 else ())):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {LAYOUT}")

    @contextmanager
    def look(self) -> Iterator[sqlite3.Connection]:
        """Open the file for reading."""
        with closing(sqlite3.connect(self._path, timeout=BUSY_S, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            yield connection

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one change, made whole or not at all; another Plaza waits meanwhile."""
        with self.look() as connection:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection

    def now(self) -> datetime:
        """Return the time by Plaza's clock: the real one, and as much as it was set off."""
        offset_s = float(self.find_fact("clock-offset-s") or 0)
        return datetime.now(UTC) + timedelta(seconds=offset_s)

    def set_clock(self, moment: datetime) -> None:
        offset_s = (moment - datetime.now(UTC)).total_seconds()
        self.keep_fact("clock-offset-s", repr(offset_s))

    def find_fact(self, name: str) -> str | None:
        with self.look() as connection:
            row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row["value"])

    def keep_fact(self, name: str, value: str) -> None:
        with self.change() as connection:
            connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def settle_fact(self, name: str, value: str) -> str:
        """Keep `value` unless another Plaza was first, and return the one that is kept."""
        with self.change() as connection:
            connection.execute("INSERT OR IGNORE INTO fact VALUES (?, ?)", (name, value))
            row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row["value"])
