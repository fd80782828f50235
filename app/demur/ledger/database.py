"""One SQLite file, handled with the care that a member's only proof needs (faults B.3).

A connection lasts for one operation. Nothing of `sqlite3` crosses: its errors become problems here.
"""

import contextlib
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from threading import Lock, local
from typing import Final, NamedTuple

from demur.core.problem import BusyElsewhere, DiskFull, FolderUnusable, LedgerDamaged, LedgerNewer, Problem
from demur.ledger.folder import name_once, prepare_folder
from demur.receipts.durable_file import create_private, folder_problems, sync_folder

BUSY_TIMEOUT_S: Final = 30.0

_PRAGMAS: Final[dict[str, tuple[str, int | str]]] = {
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "mmap_size": ("0", 0),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
    "journal_mode": ("DELETE", "delete"),
    "synchronous": ("EXTRA", 3),
    "fullfsync": ("ON", 1),
}
"""What is set on every connection, and what SQLite must answer when it is read back."""

_FOLDER_CODES: Final = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOLFS,
}


class Earlier(NamedTuple):
    """What a file was in an earlier version: its tables, and what turns them into the next version's."""

    version: int
    statements: tuple[str, ...]
    changes: tuple[str, ...]


class Layout(NamedTuple):
    """What a file must be: whose it is, its version, and its tables; and the versions that can become it, in order."""

    application_id: int
    version: int
    statements: tuple[str, ...]
    earlier: tuple[Earlier, ...] = ()


Holds = Callable[[sqlite3.Connection], object]
"""Looks whether a file is one state of what it should be; raises `LedgerDamaged`."""


class Database:
    """A file of a given layout; made when it is first written."""

    def __init__(
        self, path: Path, layout: Layout, holds: Callable[[sqlite3.Connection], object] = lambda _: None
    ) -> None:
        self.path = path
        self._layout = layout
        self._holds = holds
        self._lock, self._is_looked_at = Lock(), False
        self._was_there = False
        self._looks = local()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one state of the file; an empty one where there is no file yet."""
        if (look := self._own_look()) is not None:
            with self._problems():
                yield look
            return
        with self._problems(), closing(self._connect()) as db:
            db.execute("BEGIN")
            yield db

    @contextlib.contextmanager
    def one_look(self) -> Iterator[None]:
        """Let all that this thread reads meanwhile share one connection and see one state, up to its first writing.

        Opening a file with all this care takes a millisecond, and a start of the window reads it eight times. A look
        inside another is a part of that one.
        """
        if self._own_look() is not None:
            yield
            return
        with self.reading() as db:
            self._looks.own = db
            try:
                yield
            finally:
                self._looks.own = None

    def _own_look(self) -> sqlite3.Connection | None:
        """Return the connection of this thread's look."""
        found: sqlite3.Connection | None = getattr(self._looks, "own", None)
        return found

    def _end_look(self) -> None:
        """Let go of the file, which could not be written otherwise, and of the state that will be an old one."""
        if (look := self._own_look()) is not None:
            look.execute("ROLLBACK")
            self._looks.own = None

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that holds the file alone, and commit at the end; anything raised undoes it all."""
        self._end_look()
        is_there = self._is_there()
        prepare_folder(self.path.parent)
        if not is_there:
            self._create()
        was = self._identity()
        with self._holding() as db:
            if self._identity() != was:  # what is written into the file that was kept aside would be lost
                raise BusyElsewhere(file=self.path.name)
            yield db

    @contextlib.contextmanager
    def _holding(self) -> Iterator[sqlite3.Connection]:
        with self._problems(), closing(self._connect()) as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")  # otherwise closing rolls back

    def compact(self) -> None:
        """Write the file anew without the gaps in its pages, which may hold copies of what was deleted (lang_vacuum).

        What is read for it stays in memory: SQLite's own temporary file would lie in a folder that others share.
        """
        self._end_look()
        with self._problems(), closing(self._connect()) as db:
            db.execute("PRAGMA temp_store=MEMORY")
            db.execute("VACUUM")

    @contextlib.contextmanager
    def _problems(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise problem_of(error, self.path) from error

    def _connect(self) -> sqlite3.Connection:
        if not self._is_there():
            return _empty(self._layout)
        with folder_problems(self.path.parent):
            self._check_file()
            self._look_at_journal()
        db = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None
        )
        try:
            version = self._checked_version(db)
            _set_pragmas(db, self.path)
            if version != self._layout.version:
                self._bring_up(db)
            self._check_tables(db)
        except (sqlite3.Error, Problem):
            db.close()
            raise
        return db

    def _is_there(self) -> bool:
        """Say whether anything has the file's name; a folder that can't be looked into is no empty ledger.

        Nor is one that went away while this process runs: made anew, it would hold a ledger that knows of nothing.
        """
        with folder_problems(self.path.parent):
            try:
                self.path.lstat()
            except FileNotFoundError:
                if self._was_there and not self.path.parent.exists():
                    raise FolderUnusable(folder=str(self.path.parent), why="it is gone") from None
                return False
        self._was_there = True
        return True

    def _identity(self) -> tuple[int, int]:
        """Return which file has the name now: a restore may have put another one there while we waited for it."""
        with folder_problems(self.path.parent):
            facts = self.path.lstat()
        return facts.st_dev, facts.st_ino

    def _check_file(self) -> None:
        """Refuse links and other people's files; take away what others may do with ours."""
        facts = self.path.lstat()
        if not stat.S_ISREG(facts.st_mode):
            raise FolderUnusable(folder=str(self.path.parent), why=f"{self.path.name} is not a plain file")
        if os.name == "posix" and facts.st_uid == os.geteuid() and facts.st_mode & 0o077:
            self.path.chmod(0o600)

    def _look_at_journal(self) -> None:
        """Refuse what a crash can't have left beside the file; once, before this process has opened the file.

        Later it would be wrong to: closing a handle of our own lets go of the locks of a connection in another thread
        (sqlite.org/howtocorrupt, 2.2).
        """
        with self._lock:
            if not self._is_looked_at and os.path.lexists(f"{self.path}-journal"):
                from demur.ledger.leftover import require_own

                require_own(self.path, self._holds)
            self._is_looked_at = True

    def forget_copies(self) -> None:
        """Remove the copies that were made of older versions of this file: they hold what is to be forgotten."""
        from demur.ledger.migration import copy_of

        with folder_problems(self.path.parent):
            for step in self._layout.earlier:
                copy_of(self.path, step.version).unlink(missing_ok=True)

    def _bring_up(self, db: sqlite3.Connection) -> None:
        from demur.ledger.migration import migrate  # seldom needed, and never at a usual start

        migrate(db, self.path, self._layout)

    def _checked_version(self, db: sqlite3.Connection) -> object:
        """Return the file's version: the layout's own, or one that can become it."""
        application_id, version = pragma(db, "application_id"), pragma(db, "user_version")
        if application_id != self._layout.application_id:
            raise LedgerDamaged(what=f"{self.path.name}: not one of our files")
        if isinstance(version, int) and version > self._layout.version:
            raise LedgerNewer(file=self.path.name)
        if version not in {self._layout.version, *(step.version for step in self._layout.earlier)}:
            raise LedgerDamaged(what=f"{self.path.name}: no such version")
        return version

    def _check_tables(self, db: sqlite3.Connection) -> None:
        if tables(db) != expected_tables(self._layout.statements):
            raise LedgerDamaged(what=f"{self.path.name}: other tables")

    def _create(self) -> None:
        """Make the file whole under another name, then give it its own: it is never there half made."""
        if os.path.lexists(f"{self.path}-journal"):  # SQLite would play it back into the new file
            raise LedgerDamaged(what=f"{self.path.name}: a journal without its file")
        temporary = self.path.with_name(f".{self.path.name}.{os.urandom(8).hex()}")  # `secrets` would load OpenSSL
        with self._problems(), folder_problems(self.path.parent):
            try:
                os.close(create_private(temporary))
                self._fill(temporary)
                name_once(temporary, self.path)
            finally:
                temporary.unlink(missing_ok=True)
            sync_folder(self.path.parent)

    def _fill(self, temporary: Path) -> None:
        with closing(sqlite3.connect(temporary, isolation_level=None)) as db:
            _set_pragmas(db, temporary)
            db.execute("BEGIN IMMEDIATE")
            _lay_tables(db, self._layout)
            db.execute("COMMIT")


def problem_of(error: sqlite3.Error, path: Path) -> Problem:
    """Return what a member should hear of an error of SQLite's."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF  # the low byte is the primary code
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(folder=str(path.parent))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyElsewhere(file=path.name)
    if code in _FOLDER_CODES:
        return FolderUnusable(folder=str(path.parent), why=str(error))
    return LedgerDamaged(what=f"{path.name}: {error}")


def _set_pragmas(db: sqlite3.Connection, path: Path) -> None:
    for name, (value, expected) in _PRAGMAS.items():
        db.execute(f"PRAGMA {name}={value}")
        if pragma(db, name) != expected:
            raise FolderUnusable(folder=str(path.parent), why=f"SQLite refuses {name}")


def pragma(db: sqlite3.Connection, name: str) -> object:
    """Return what SQLite says of a setting of the connection or of the file's header."""
    row = db.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else 0  # mmap_size answers nothing where SQLite was built without it


def _lay_tables(db: sqlite3.Connection, layout: Layout) -> None:
    db.execute(f"PRAGMA application_id={layout.application_id}")
    db.execute(f"PRAGMA user_version={layout.version}")
    for statement in layout.statements:
        db.execute(statement)


def _empty(layout: Layout) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.deserialize(_empty_file(layout))
    return db


@cache
def _empty_file(layout: Layout) -> bytes:
    """Return the bytes of a file with nothing in its tables: laying them anew takes longer than any reading."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        _lay_tables(db, layout)
        return db.serialize()


@cache
def expected_tables(statements: tuple[str, ...]) -> list[tuple[object, ...]]:
    """Return what `tables` says of a file that was just made with these statements."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)
        return tables(db)


def tables(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Return everything the file's schema holds, to the letter."""
    return db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
