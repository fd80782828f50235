"""What a member does with a ledger as a whole: back it up, put a backup back, begin anew, be rid of it.

Each holds the turn, so that no attempt of another Demur is in the middle: its receipt would find another ledger.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from demur.core.account import AccountId
from demur.core.ports import Clock, Turn, Vault
from demur.core.problem import LedgerDamaged, LedgerNewer
from demur.ledger.backup import Backup
from demur.ledger.collection import FOLDER_NAME, Collection, files_of, others_near
from demur.ledger.forgetting import EVERYTHING, Forgetting, Forgotten
from demur.ledger.kept import CHECKPOINT_NAME
from demur.ledger.log import SECRET_NAME, SqliteLedger
from demur.ledger.restoring import Restored
from demur.receipts.durable_file import folder_problems, sync_folder

if TYPE_CHECKING:
    from demur.ledger.importing import Imported
    from demur.ledger.succession import Begun


@dataclass(frozen=True, slots=True)
class CareParts:
    """The parts that this works with; each is asked for by whether practice is meant."""

    ledger: Callable[[bool], SqliteLedger]
    collection: Callable[[bool], Collection]
    vault: Callable[[bool], Vault]
    path: Callable[[bool], Path]
    turn: Turn
    clock: Clock


class Care:
    """Cares for the ledger of real accounts, or of practice."""

    def __init__(self, parts: CareParts) -> None:
        self._parts = parts

    def back_up(self, is_practice: bool, folder_or_file: Path) -> Backup:
        """Copy a ledger into a new file. Raises as `SqliteLedger.back_up`."""
        return self._parts.ledger(is_practice).back_up(folder_or_file)

    def restore(self, is_practice: bool, file: Path, may_be_older: bool = False) -> Restored:
        """Put a backup in a ledger's place. Raises `BusyElsewhere`, and as `SqliteLedger.restore`."""
        with self._parts.turn.take():
            return self._parts.ledger(is_practice).restore(file, may_be_older)

    def begin_anew(self, is_practice: bool) -> "Begun":
        """Set a ledger aside and begin another. Raises `BusyElsewhere`, and as `SqliteLedger.begin_anew`."""
        with self._parts.turn.take():
            return self._parts.ledger(is_practice).begin_anew()

    def has_open(self, is_practice: bool) -> bool:
        """Tell whether a ledger holds an attempt that no entry closes; False where it can't be read."""
        with suppress(LedgerDamaged, LedgerNewer):
            return bool(self._parts.ledger(is_practice).open_attempts())
        return False

    def bring_in(self, file: Path) -> "Imported":
        """Lay a ledger from elsewhere beside the present one of its kind. Raises `ImportBroken`, `ImportThere`."""
        from demur.ledger.importing import Importing

        return Importing(self._parts.path, self._parts.clock).bring_in(file)

    def collection(self, is_practice: bool) -> Collection:
        """Return the ledgers beside the present one."""
        return self._parts.collection(is_practice)

    def forget_accounts(self, is_practice: bool, accounts: Sequence[AccountId]) -> Forgotten:
        """Delete all that lies beside the receipts of accounts that went, and what names them there."""
        ledger = self._parts.ledger(is_practice)
        done = [ledger.forget(Forgetting(account, EVERYTHING, is_unlinked=True)) for account in accounts]
        files = dict.fromkeys(file for one in done for file in one.unreached)
        return Forgotten(sum(one.receipts for one in done), tuple(files))

    def delete(self, is_practice: bool) -> None:
        """Remove a ledger, every other one that lies beside it, its key and its checkpoint.

        The key goes first, so that after a crash no new ledger begins under it: its log would be two logs of one name.
        Raises `BusyElsewhere`, the vault's problems and `FolderUnusable`.
        """
        with self._parts.turn.take():
            vault, path = self._parts.vault(is_practice), self._parts.path(is_practice)
            for name in (CHECKPOINT_NAME, SECRET_NAME):
                vault.forget(name)
            with folder_problems(path.parent):
                for ledger in (*others_near(path), path):
                    for file in files_of(ledger):
                        file.unlink(missing_ok=True)
                for left in _left_behind(path):
                    left.unlink(missing_ok=True)
                if path.parent.is_dir():
                    sync_folder(path.parent)


def _left_behind(ledger: Path) -> Iterator[Path]:
    """Yield what a crash left of a copy that was being made."""
    yield from ledger.parent.glob(f".{ledger.name}.*")
    yield from (ledger.parent / FOLDER_NAME).glob(".*")
