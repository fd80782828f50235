"""A new ledger on purpose, as where the key is lost (receipt-format part 8, keyring lost; faults K3).

The old one is kept beside it, whole and verifiable, and the first entry of the new one names its last checkpoint.
"""

import base64
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from demur.core.ports import Clock, Vault
from demur.core.problem import LedgerDamaged
from demur.core.secret import Secret
from demur.ledger.collection import Why, place_beside
from demur.ledger.composition import ProgramFacts
from demur.ledger.database import Database
from demur.ledger.folder import prepare_folder
from demur.ledger.kept import CHECKPOINT_NAME
from demur.ledger.layout import LEDGER
from demur.ledger.log import SECRET_NAME
from demur.ledger.restoring import exchange, held
from demur.ledger.rows import right_edge
from demur.ledger.salvage import SalvagedLedger
from demur.ledger.sealing import LedgerSealer
from demur.receipts.checkpoint import Checkpoint, CheckpointBroken
from demur.receipts.checkpoint import parse as parse_checkpoint
from demur.receipts.keys import ReceiptKeys, new_secret


@dataclass(frozen=True, slots=True)
class Begun:
    """A new ledger: where the old one lies now, and how many entries the checkpoint that was named is over."""

    older: Path | None
    named: int


class Succession:
    """Begins the ledger that follows the one in `database`."""

    def __init__(
        self, database: Database, vault: Vault, clock: Clock, is_practice: bool, program: ProgramFacts
    ) -> None:
        self._database, self._vault, self._clock = database, vault, clock
        self._is_practice, self._program = is_practice, program

    def begin(self) -> Begun:
        """Set the old ledger aside and begin a new one under a new key. No attempt may be under way.

        Until the new one is whole nothing is touched. A crash after that leaves the old ledger without its key, and
        this can be done again. Raises the vault's problems, `LedgerNewer`, and the folder's.
        """
        path = self._database.path
        prepare_folder(path.parent)
        secret = new_secret()
        fresh = path.with_name(f".{path.name}.begun-{os.urandom(8).hex()}")
        try:
            with held(self._database):  # nothing may be sealed after the checkpoint that is named
                note = self._last_note()
                place = self._place_of_old(note)
                self._sealer(fresh, secret).begin(note)
                self._change_key(secret)
                older = exchange(path, fresh, place)
        finally:
            fresh.unlink(missing_ok=True)
        return Begun(older, named.size if (named := _checkpoint(note)) is not None else 0)

    def _sealer(self, file: Path, secret: bytes) -> LedgerSealer:
        keys = ReceiptKeys.from_secret(secret)
        return LedgerSealer(Database(file, LEDGER), keys, self._clock, self._is_practice, self._program)

    def _change_key(self, secret: bytes) -> None:
        """The old checkpoint goes first: held against it, the new ledger would be one that was rolled back."""
        self._vault.forget(CHECKPOINT_NAME)
        self._vault.keep(SECRET_NAME, Secret(base64.urlsafe_b64encode(secret).decode()))

    def _place_of_old(self, note: str) -> Path:
        named = _checkpoint(note)
        log = "" if named is None else named.origin.rpartition("/")[2]
        place = place_beside(self._database.path, Why.BEFORE, log, self._clock.now())
        prepare_folder(place.parent)
        return place

    def _last_note(self) -> str:
        """Return the last checkpoint that is known of the old log: the file's, or a newer one that the vault kept."""
        held, kept = self._note_in_file(), self._vault.find(CHECKPOINT_NAME)
        ours, theirs = _checkpoint(held), _checkpoint("" if kept is None else kept.reveal())
        if kept is None or theirs is None:
            return held
        if ours is None or (theirs.origin == ours.origin and theirs.size > ours.size):
            return kept.reveal()
        return held

    def _note_in_file(self) -> str:
        try:
            with self._database.reading() as db:
                return right_edge(db).note
        except LedgerDamaged as damage:
            parts = (self._vault, self._clock, self._is_practice, self._program)
            return SalvagedLedger(self._database.path, *parts, damage).newest_note()


def _checkpoint(note: str) -> Checkpoint | None:
    with suppress(CheckpointBroken, UnicodeEncodeError):
        return parse_checkpoint(note.encode()) if note else None
    return None
