"""One SQLite file, handled with the care that a member's only proof needs (faults B.3).

A connection lasts for one operation. Nothing of `sqlite3` crosses: its errors become problems here.
"""

import contextlib
import os
import secrets
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from demur.core.problem import BusyElsewhere, DiskFull, FolderUnusable, LedgerDamaged, LedgerNewer, Problem
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


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file must be: whose it is, its version, and its tables."""

    application_id: int
    version: int
    statements: tuple[str, ...]


class Database:
    """A file of a given layout; made when it is first written."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.path = path
        self._layout = layout

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one state of the file; an empty one where there is no file yet."""
        with self._problems(), closing(self._connect()) as db:
            db.execute("BEGIN")
            yield db

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that holds the file alone, and commit at the end; anything raised undoes it all."""
        prepare_folder(self.path.parent)
        if not self._is_there():
            self._create()
        with self._problems(), closing(self._connect()) as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")  # otherwise closing rolls back

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
        db = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None
        )
        try:
            self._check_header(db)
            _set_pragmas(db, self.path)
            self._check_tables(db)
        except (sqlite3.Error, Problem):
            db.close()
            raise
        return db

    def _is_there(self) -> bool:
        """Say whether anything has the file's name; a folder that can't be looked into is no empty ledger."""
        with folder_problems(self.path.parent):
            try:
                self.path.lstat()
            except FileNotFoundError:
                return False
        return True

    def _check_file(self) -> None:
        """Refuse links and other people's files; take away what others may do with ours."""
        facts = self.path.lstat()
        if not stat.S_ISREG(facts.st_mode):
            raise FolderUnusable(folder=str(self.path.parent), why=f"{self.path.name} is not a plain file")
        if os.name == "posix" and facts.st_uid == os.geteuid() and facts.st_mode & 0o077:
            self.path.chmod(0o600)

    def _check_header(self, db: sqlite3.Connection) -> None:
        application_id, version = _pragma(db, "application_id"), _pragma(db, "user_version")
        if application_id != self._layout.application_id:
            raise LedgerDamaged(what=f"{self.path.name}: not one of our files")
        if isinstance(version, int) and version > self._layout.version:
            raise LedgerNewer(file=self.path.name)
        if version != self._layout.version:
            raise LedgerDamaged(what=f"{self.path.name}: no such version")

    def _check_tables(self, db: sqlite3.Connection) -> None:
        if _tables(db) != _expected_tables(self._layout):
            raise LedgerDamaged(what=f"{self.path.name}: other tables")

    def _create(self) -> None:
        """Make the file whole under another name, then give it its own: it is never there half made."""
        if os.path.lexists(f"{self.path}-journal"):  # SQLite would play it back into the new file
            raise LedgerDamaged(what=f"{self.path.name}: a journal without its file")
        temporary = self.path.with_name(f".{self.path.name}.{secrets.token_hex(8)}")
        with self._problems(), folder_problems(self.path.parent):
            try:
                os.close(create_private(temporary))
                self._fill(temporary)
                _name_once(temporary, self.path)
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


def prepare_folder(folder: Path) -> None:
    """Make the data folder, or tighten it, so that only this user may look inside."""
    with folder_problems(folder):
        if not os.path.lexists(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)  # the umask may have taken bits away
        facts = folder.lstat()
        if not stat.S_ISDIR(facts.st_mode):  # a link isn't, to lstat
            raise FolderUnusable(folder=str(folder), why="not a plain folder")
        if os.name == "posix":
            _tighten(folder, facts)


def _tighten(folder: Path, facts: os.stat_result) -> None:
    if facts.st_mode & stat.S_ISVTX:  # such as /tmp: everyone's, and not ours to close
        raise FolderUnusable(folder=str(folder), why="shared with every user of this computer")
    if facts.st_uid != os.geteuid():
        raise FolderUnusable(folder=str(folder), why="belongs to another user")
    if facts.st_mode & 0o077:
        folder.chmod(0o700)


def _name_once(temporary: Path, path: Path) -> None:
    """Give the finished file its name, unless another process was quicker."""
    try:
        os.link(temporary, path, follow_symlinks=False)
    except FileExistsError:
        return
    except (OSError, NotImplementedError):  # no hard links here, as on exFAT
        if not os.path.lexists(path):
            temporary.rename(path)


def _set_pragmas(db: sqlite3.Connection, path: Path) -> None:
    for name, (value, expected) in _PRAGMAS.items():
        db.execute(f"PRAGMA {name}={value}")
        if _pragma(db, name) != expected:
            raise FolderUnusable(folder=str(path.parent), why=f"SQLite refuses {name}")


def _pragma(db: sqlite3.Connection, name: str) -> object:
    row = db.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else 0  # mmap_size answers nothing where SQLite was built without it


def _lay_tables(db: sqlite3.Connection, layout: Layout) -> None:
    db.execute(f"PRAGMA application_id={layout.application_id}")
    db.execute(f"PRAGMA user_version={layout.version}")
    for statement in layout.statements:
        db.execute(statement)


def _empty(layout: Layout) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    _lay_tables(db, layout)
    return db


@cache
def _expected_tables(layout: Layout) -> list[tuple[object, ...]]:
    with closing(_empty(layout)) as db:
        return _tables(db)


def _tables(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    return db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
