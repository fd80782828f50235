"""Bringing an older file up to its layout: a copy of it first, then all of the change or nothing of it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from demur.core.problem import LedgerDamaged
from demur.ledger.copying import fill_copy
from demur.ledger.database import Layout, expected_tables, pragma, tables
from demur.receipts.durable_file import folder_problems, sync_folder


def migrate(db: sqlite3.Connection, path: Path, layout: Layout) -> None:
    """Turn the file behind `db` into one of `layout`. Raises SQLite's errors and the problems of its folder.

    Whoever else has the same file waits meanwhile, and finds it done. A crash leaves the old file: the change is one
    transaction. A copy of the old file stays beside it, for an older Demur, until an account is forgotten.
    """
    db.execute("BEGIN IMMEDIATE")
    version = pragma(db, "user_version")
    if version != layout.version:
        _check_old(db, path, layout)
        _copy(path, copy_of(path, int(str(version))))
        for step in layout.earlier:
            if step.version >= int(str(version)):
                for statement in step.changes:
                    db.execute(statement)
        db.execute(f"PRAGMA user_version={layout.version}")  # part of the transaction, as the whole header is
        if tables(db) != expected_tables(layout.statements):
            raise LedgerDamaged(what=f"{path.name}: other tables after its change")
    db.execute("COMMIT")


def copy_of(path: Path, version: int) -> Path:
    """Return where the copy of an older file lies."""
    return path.with_name(f"{path.name}.version-{version}")


def _check_old(db: sqlite3.Connection, path: Path, layout: Layout) -> None:
    version = pragma(db, "user_version")
    old = next(step for step in layout.earlier if step.version == version)
    if tables(db) != expected_tables(old.statements):
        raise LedgerDamaged(what=f"{path.name}: other tables")


def _copy(path: Path, copy: Path) -> None:
    """Copy the file as it is, whole and durably, in place of an earlier copy; the caller keeps others from writing.

    By another connection: one that holds a write transaction can't be copied from (sqlite3_backup_step).
    """
    temporary = copy.with_name(f".{copy.name}")
    with folder_problems(copy.parent):
        temporary.unlink(missing_ok=True)  # what an interrupted change left; nobody else is here now
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source:
                fill_copy(source, temporary)
            temporary.replace(copy)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(copy.parent)
