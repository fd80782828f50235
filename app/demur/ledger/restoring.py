"""Restore: a backup that holds in every place takes the ledger's place; what was there is kept aside, whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from demur.core.ledger_problem import BackupBehind, BackupBroken, BackupOfAnother, BackupOfOtherKind
from demur.core.problem import LedgerDamaged, LedgerNewer
from demur.core.secret import Secret
from demur.ledger.audit import audit
from demur.ledger.backup import stamp
from demur.ledger.database import Database
from demur.ledger.folder import prepare_folder
from demur.ledger.kept import Kept, compare
from demur.ledger.layout import LEDGER
from demur.ledger.rows import checkpoint_of, right_edge
from demur.receipts.durable_file import create_private, folder_problems, sync_folder
from demur.receipts.fields import is_practice_origin


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: how many entries there are now, how they stand to the vault, and where the old file lies."""

    entries: int
    kept: Kept
    aside: Path | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which backup is to be restored, and what it must fit."""

    file: Path
    is_practice: bool
    checkpoint: Secret | None
    """The newest that is known: a backup that ends before it is put back only where the member said so."""
    may_be_older: bool
    now: datetime


def restore(database: Database, wanted: Wanted) -> Restored:
    """Put a backup in the ledger's place. Until it holds in every place, nothing of the ledger is touched.

    Raises `BackupBroken`, `BackupOfOtherKind`, `BackupBehind`, `BackupOfAnother`, and the folder's problems.
    """
    prepare_folder(database.path.parent)
    with copied(wanted.file, database.path) as copy:
        entries, kept = _require_fit(Database(copy, LEDGER), wanted)
        aside = swap(database, copy, database.path.with_name(f"{database.path.name}.kept-{stamp(wanted.now)}"))
    return Restored(entries, kept, aside)


@contextmanager
def copied(file: Path, ledger: Path) -> Iterator[Path]:
    """Give a copy of the backup beside the ledger: SQLite never opens, locks or changes the backup itself."""
    copy = ledger.with_name(f".{ledger.name}.restoring-{os.urandom(8).hex()}")
    try:
        with folder_problems(file.parent):
            if os.path.lexists(f"{file}-journal") or not file.is_file() or _is_same(file, ledger):
                raise BackupBroken(file=str(file))  # with a journal it is a ledger in use, or one that was left in use
            with file.open("rb") as source, os.fdopen(create_private(copy), "wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
                target.flush()
                os.fsync(target.fileno())
        yield copy
    finally:
        copy.unlink(missing_ok=True)
        copy.with_name(f"{copy.name}-journal").unlink(missing_ok=True)
        Database(copy, LEDGER).forget_copies()  # made where the backup was of an older version


def _is_same(file: Path, ledger: Path) -> bool:
    return ledger.exists() and file.samefile(ledger)


def _require_fit(copy: Database, wanted: Wanted) -> tuple[int, Kept]:
    """Look at every entry of the copy, and hold it against the checkpoint; return its size and how it stands."""
    try:
        check = audit(copy, Kept.NOTHING_KEPT)
        with copy.reading() as db:
            edge, kept = right_edge(db), compare(db, wanted.checkpoint)
    except LedgerDamaged as damage:
        raise BackupBroken(file=str(wanted.file)) from damage
    if not check.is_sound or not edge.size:
        raise BackupBroken(file=str(wanted.file))
    if is_practice_origin(checkpoint_of(edge.note).origin) is not wanted.is_practice:
        raise BackupOfOtherKind
    if kept is Kept.DIFFERS:
        raise BackupOfAnother
    if kept is Kept.BEHIND and not wanted.may_be_older:
        raise BackupBehind(entries=str(edge.size))
    return edge.size, kept


def swap(database: Database, copy: Path, aside: Path) -> Path | None:
    """Give the copy the ledger's name in one step, and the ledger the name `aside`, which is returned.

    A crash leaves the one or the other, never none. Whoever waits to write the old file finds it replaced, and writes
    nothing (`Database.writing`).
    """
    with held(database):
        return exchange(database.path, copy, aside)


def exchange(ledger: Path, copy: Path, aside: Path) -> Path | None:
    """Do so while the ledger is held."""
    journal = ledger.with_name(f"{ledger.name}-journal")
    with folder_problems(ledger.parent):
        is_there = os.path.lexists(ledger)
        if is_there:
            _keep_aside(ledger, aside)
        if os.path.lexists(journal):  # of a file too damaged to open: it must not be played into the new one
            journal.rename(aside.with_name(f"{aside.name}-journal"))
        copy.replace(ledger)
        for folder in {ledger.parent, aside.parent}:
            sync_folder(folder)
    return aside if is_there else None


def _keep_aside(ledger: Path, aside: Path) -> None:
    try:
        os.link(ledger, aside, follow_symlinks=False)
    except (OSError, NotImplementedError):  # no hard links here, as on exFAT
        shutil.copyfile(ledger, aside, follow_symlinks=False)
        aside.chmod(0o600)


@contextmanager
def held(database: Database) -> Iterator[None]:
    """Hold the ledger that is there, so that nobody is in the middle of sealing; a damaged one nobody seals into."""
    with ExitStack() as stack:
        if os.name == "posix" and database.path.exists():  # elsewhere a file that is open can't be replaced
            with suppress(LedgerDamaged, LedgerNewer):
                stack.enter_context(database.writing())
        yield
