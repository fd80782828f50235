"""The ledgers beside the present one: those that came before it, were brought in, or that a restore kept aside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from demur.core.ledger_problem import LedgerSetAside
from demur.core.ports import Clock, Vault
from demur.ledger.audit import Check, Watch, audit
from demur.ledger.backup import stamp
from demur.ledger.composition import ProgramFacts
from demur.ledger.kept import Kept
from demur.ledger.log import SqliteLedger
from demur.ledger.restoring import Restored
from demur.ledger.sealing import LedgerSealer
from demur.receipts.durable_file import folder_problems, sync_folder

FOLDER_NAME: Final = "older-ledgers"
_NAME: Final = re.compile(r"(?P<kind>before|imported)-(?P<log>[0-9a-f]{16}|unknown)-(?P<at>[0-9TZ.]{23})\.sqlite")
_ASIDE: Final = re.compile(r"ledger\.sqlite\.kept-(?P<at>[0-9TZ.]{23})")
_PRESENT: Final = re.compile(r"ledger\.sqlite")
_STAMP: Final = "%Y%m%dT%H%M%S.%fZ"


class Why(StrEnum):
    """Why a ledger lies beside the present one."""

    BEFORE = "before"
    """The present one was begun after it, on purpose."""
    IMPORTED = "imported"
    """The member brought it in: their own from another computer, or somebody else's."""
    ASIDE = "aside"
    """A restore put a backup in its place."""


@dataclass(frozen=True, slots=True)
class Older:
    """One of the ledgers beside the present one."""

    file: Path
    why: Why
    since: datetime
    """When it came to lie here."""

    @property
    def name(self) -> str:
        return self.file.name


class OlderLedger(SqliteLedger):
    """Reads like the present ledger; nothing is sealed into it, and nothing in the keyring speaks of it."""

    is_older = True

    def __init__(self, older: Older, vault: Vault, clock: Clock, is_practice: bool, program: ProgramFacts) -> None:
        super().__init__(older.file, vault, clock, is_practice, program)
        self._is_imported = older.why is Why.IMPORTED

    def check(self, is_afresh: bool = False, watch: Watch = lambda _done, _all: True) -> Check:
        needs_every_note = not self._is_imported  # it may have been exported
        return audit(self._database, self._standing(), is_afresh, watch, needs_every_note)

    def unlock(self) -> LedgerSealer:
        raise LedgerSetAside

    def keep_checkpoint(self) -> None:
        raise LedgerSetAside

    def restore(self, *_wanted: object, **_more: object) -> Restored:
        raise LedgerSetAside

    def _standing(self) -> Kept:
        return Kept.NOTHING_KEPT


class Collection:
    """The ledgers beside the one at `ledger`, which needs no key to be read."""

    def __init__(self, ledger: Path, vault: Vault, clock: Clock, is_practice: bool, program: ProgramFacts) -> None:
        self._path = ledger
        self._parts = (vault, clock, is_practice, program)

    def all(self) -> Sequence[Older]:
        """Return them, the newest first. Raises `FolderUnusable`."""
        found = [one for file in others_near(self._path) if (one := _older(file)) is not None]
        return sorted(found, key=lambda one: one.since, reverse=True)

    def ledger(self, older: Older) -> OlderLedger:
        return OlderLedger(older, *self._parts)

    def remove(self, older: Older) -> None:
        """Remove one for good, with what lies beside it under its name. Raises `FolderUnusable`."""
        with folder_problems(older.file.parent):
            for file in files_of(older.file):
                file.unlink(missing_ok=True)
            sync_folder(older.file.parent)


def others_near(ledger: Path) -> list[Path]:
    """Return the files of all ledgers but this one that are of its kind, the present one first. Raises
    `FolderUnusable`."""
    home = ledger.parent.parent if ledger.parent.name == FOLDER_NAME else ledger.parent
    found: list[Path] = []
    for folder, pattern in ((home, _PRESENT), (home, _ASIDE), (home / FOLDER_NAME, _NAME)):
        with folder_problems(folder):
            if folder.is_dir():
                found += [file for file in sorted(folder.iterdir()) if pattern.fullmatch(file.name)]
    return [file for file in found if file != ledger]


def files_of(ledger: Path) -> list[Path]:
    """Return a ledger's file, and all that lies beside it under its name: a journal, copies, how far it was checked."""
    return [*ledger.parent.glob(f"{ledger.name}?*"), ledger]


def place_beside(ledger: Path, why: Why, log: str, now: datetime) -> Path:
    """Return where a ledger of the log with these 16 letters will lie; anything else may not be a file's name."""
    log = log if re.fullmatch("[0-9a-f]{16}", log) else "unknown"
    return ledger.parent / FOLDER_NAME / f"{why.value}-{log}-{stamp(now)}.sqlite"


def _older(file: Path) -> Older | None:
    found = _NAME.fullmatch(file.name) or _ASIDE.fullmatch(file.name)
    if found is None:
        return None
    why = Why(found["kind"]) if "kind" in found.groupdict() else Why.ASIDE
    try:
        since = datetime.strptime(found["at"], _STAMP).replace(tzinfo=UTC)
    except ValueError:  # somebody else's name after all
        return None
    return Older(file, why, since)
