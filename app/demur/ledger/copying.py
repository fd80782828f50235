"""Whole copies of a SQLite file, made by SQLite itself (faults B.3, backup)."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from demur.core.problem import LedgerDamaged
from demur.receipts.durable_file import create_private


def fill_copy(source: sqlite3.Connection, temporary: Path) -> None:
    """Copy the file behind `source` into a new one, and look whether it is whole. Raises SQLite's errors, `OSError`.

    Only through SQLite: closing a handle of our own on its file would let go of its locks (sqlite.org/howtocorrupt,
    2.2).
    """
    descriptor = create_private(temporary)
    try:
        with closing(sqlite3.connect(temporary, isolation_level=None)) as target:
            target.execute("PRAGMA journal_mode=OFF")  # a copy that is not finished is thrown away
            source.backup(target)
            if target.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise LedgerDamaged(what=f"{temporary.name}: a copy that is not whole")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
