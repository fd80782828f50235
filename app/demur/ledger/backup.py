"""Backup: a whole copy of the ledger under a name of its own, held against what it was copied from (faults B.3)."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from demur.core.ledger_problem import NothingToBackUp
from demur.core.problem import FolderTaken, LedgerDamaged
from demur.ledger.copying import fill_copy
from demur.ledger.database import Database
from demur.ledger.folder import name_once
from demur.ledger.layout import LEDGER
from demur.ledger.rows import right_edge
from demur.receipts.durable_file import folder_problems, sync_folder


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: where it lies, and how many entries it holds."""

    file: Path
    entries: int


def back_up(database: Database, file: Path) -> Backup:
    """Copy the ledger to `file`, which must not be there yet; a copy that is not the ledger never gets that name.

    Raises `NothingToBackUp`, `FolderTaken`, `FolderUnusable`, `DiskFull`, `LedgerDamaged`.
    """
    temporary = file.with_name(f".{file.name}.{os.urandom(8).hex()}")
    with database.reading() as db, folder_problems(file.parent):
        edge = right_edge(db)
        if edge.size == 0:
            raise NothingToBackUp
        if os.path.lexists(file):
            raise FolderTaken(folder=str(file.parent), file=file.name)
        try:
            fill_copy(db, temporary)
            _require_edge(temporary, edge.note)
            if not name_once(temporary, file):
                raise FolderTaken(folder=str(file.parent), file=file.name)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(file.parent)
    return Backup(file, edge.size)


def place_of(folder_or_file: Path, is_practice: bool, now: datetime) -> Path:
    """Return where a backup goes: under a name with its time in a folder, else exactly where it was said."""
    if not folder_or_file.is_dir():
        return folder_or_file
    kind = "practice-receipts" if is_practice else "receipts"
    return folder_or_file / f"demur-{kind}-{stamp(now)}.sqlite"


def stamp(now: datetime) -> str:
    """Return a moment as part of a file's name."""
    return now.strftime("%Y%m%dT%H%M%S.%fZ")


def _require_edge(copy: Path, note: str) -> None:
    """Open the copy as a restore would, and compare its newest checkpoint with the live one's."""
    with Database(copy, LEDGER).reading() as db:
        if right_edge(db).note != note:
            raise LedgerDamaged(what=f"{copy.name}: a copy of something else")
