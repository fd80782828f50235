"""The ledger as the product knows it: `core.ports.Ledger` over one SQLite file and the vault."""

import base64
import binascii
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from demur.core.account import AccountId
from demur.core.entry import EntryId, Kind, Receipt
from demur.core.ports import Clock, Vault
from demur.core.problem import LedgerBehind, LedgerDamaged, LedgerNewer, Problem, ReceiptKeyChanged, ReceiptKeyMissing
from demur.core.secret import Secret
from demur.ledger.audit import Check, Watch, audit, audit_one
from demur.ledger.backup import Backup, back_up, place_of
from demur.ledger.commitment import Disclosure, Evidence
from demur.ledger.composition import ProgramFacts
from demur.ledger.database import Database
from demur.ledger.kept import CHECKPOINT_NAME, Kept, compare, require_not_behind
from demur.ledger.layout import LEDGER
from demur.ledger.restoring import Restored, Wanted, restore
from demur.ledger.room import require_room
from demur.ledger.rows import first_receipt, node_lookup, note_of, public_keys, receipts, right_edge, size_of
from demur.ledger.sealing import LedgerSealer
from demur.ledger.search import Search, positions
from demur.ledger.soundness import require_one_state, require_undamaged
from demur.ledger.tokens import TokenShelf, date, over
from demur.receipts import tree
from demur.receipts.export import Proven, write_folder
from demur.receipts.keys import ReceiptKeys, new_secret

if TYPE_CHECKING:
    from demur.ledger.forgetting import Beside, Forgetting, Forgotten
    from demur.ledger.salvage import SalvagedLedger
    from demur.ledger.succession import Begun

SECRET_NAME: Final = "ledger-secret"  # noqa: S105  (a name, not a secret)
_REQUESTS: Final = (Kind.REQUEST.value, Kind.ANSWER.value)


class SqliteLedger:
    """One append-only log; real and practice receipts each have a file, a vault and an origin of their own."""

    has_gaps: ClassVar[bool] = False
    """Whether only what is left of a damaged ledger is read."""
    is_older: ClassVar[bool] = False
    """Whether it is one that is kept beside the present one."""

    def __init__(self, path: Path, vault: Vault, clock: Clock, is_practice: bool, program: ProgramFacts) -> None:
        self._database = Database(path, LEDGER, require_one_state)
        self._vault = vault
        self._clock = clock
        self._is_practice = is_practice
        self._program = program
        self._is_looked_over = False
        self.tokens = TokenShelf(self._database)

    def unlock(self) -> LedgerSealer:
        """Fetch the key, or make one for an empty ledger, look that there is room, and return what can seal.

        Raises the vault's problems, `ReceiptKeyMissing`, `ReceiptKeyChanged`, `LedgerBehind` and the file's own.
        """
        keys = self._keys()
        require_room(self._database.path.parent)
        return LedgerSealer(self._database, keys, self._clock, self._is_practice, self._program)

    def _keys(self) -> ReceiptKeys:
        self.look_over()
        kept = self._vault.find(CHECKPOINT_NAME)
        with self._database.reading() as db:
            is_empty = right_edge(db).size == 0
            require_not_behind(compare(db, kept))
            public = None if is_empty else public_keys(db)
        if public is None:
            return self._first_keys()
        secret = self._vault.find(SECRET_NAME)
        if secret is None:
            raise ReceiptKeyMissing
        keys = keys_from(secret)
        if keys.public != public:
            raise ReceiptKeyChanged
        return keys

    def _first_keys(self) -> ReceiptKeys:
        """Hold the file while looking for a secret and keeping one: two first starts must not make two."""
        with self._database.writing():
            secret = self._vault.find(SECRET_NAME)
            if secret is None:
                secret = Secret(base64.urlsafe_b64encode(new_secret()).decode())
                self._vault.keep(SECRET_NAME, secret)
        return keys_from(secret)

    def keep_checkpoint(self) -> None:
        """Lay the newest checkpoint into the vault; never an older one over a newer. Raises `LedgerBehind`."""
        kept = self._vault.find(CHECKPOINT_NAME)
        with self._database.reading() as db:
            require_not_behind(compare(db, kept))
            note = right_edge(db).note
        if note and (kept is None or kept.reveal() != note):
            self._vault.keep(CHECKPOINT_NAME, Secret(note))

    def open_attempts(self) -> Sequence[Receipt]:
        with self._database.reading() as db:
            condition = "position IN (SELECT entry FROM open_attempts) ORDER BY position"
            return tuple(receipts(db, condition))

    def find(self, entry: EntryId) -> Receipt | None:
        with self._database.reading() as db:
            return first_receipt(db, "id = ?", entry)

    def closing(self, attempt: EntryId) -> Receipt | None:
        """Return the entry that closes `attempt`."""
        with self._database.reading() as db:
            return first_receipt(db, "attempt = ?", attempt)

    def size(self) -> int:
        with self._database.reading() as db:
            return size_of(db)

    def page(self, first: int, count: int) -> Sequence[Receipt]:
        """Return at most `count` receipts from index `first` upwards."""
        with self._database.reading() as db:
            found = tuple(receipts(db, "position >= ? ORDER BY position LIMIT ?", first, count))
            date(db, found)
            return found

    def positions(self, search: Search) -> Sequence[int]:
        """Return the indexes of the receipts that a search finds, in its order."""
        with self._database.reading() as db:
            return positions(db, search, size_of(db))

    def of_account(self, account: AccountId, count: int = 50) -> Sequence[Receipt]:
        """Return an account's newest receipts, newest first."""
        with self._database.reading() as db:
            return tuple(receipts(db, "account = ? ORDER BY position DESC LIMIT ?", account, count))

    def requests(self, account: AccountId | None = None) -> Sequence[Receipt]:
        """Return every request and every answer, of an account or of all, newest first; the narrow table finds them."""
        condition, values = "position IN (SELECT position FROM listed WHERE kind IN (?, ?))", [*_REQUESTS]
        if account is not None:
            condition, values = f"{condition} AND account = ?", [*values, account]
        with self._database.reading() as db:
            return tuple(receipts(db, f"{condition} ORDER BY position DESC", *values))

    def newest_for(self, account: AccountId) -> Receipt | None:
        return next(iter(self.of_account(account, 1)), None)

    def disclosures(self, index: int) -> Sequence[Disclosure]:
        """Return what the account's commitments stand for; empty where the member deleted it."""
        with self._database.reading() as db:
            query = "SELECT name, salt, value FROM disclosures WHERE entry = ? ORDER BY name"
            return tuple(Disclosure(*row) for row in db.execute(query, (index,)))

    def evidence(self, index: int) -> Sequence[Evidence]:
        """Return the replies a receipt rests on, `before` and `after`; empty where the member deleted them."""
        with self._database.reading() as db:
            query = "SELECT name, salt, body FROM evidence WHERE entry = ? ORDER BY name DESC"
            return tuple(Evidence(*row) for row in db.execute(query, (index,)))

    def export(self, index: int, folder: Path) -> Path:
        """Write receipt `index` and what checks it into `folder`; needs no secret. Returns the receipt's path."""
        proven = self.proven(index)
        return write_folder(folder, proven.body, index, proven.path, proven.note, proven.keys)

    def proven(self, index: int) -> Proven:
        """Return receipt `index` with what proves it, under the checkpoint that was dated first; needs no secret."""
        with self._database.reading() as db:
            edge = right_edge(db)
            receipt = first_receipt(db, "position = ?", index)
            if receipt is None:
                raise LedgerDamaged(what=f"entry {index}")
            dating = over(db, index)
            size = dating[0].size if dating else edge.size
            path = tree.inclusion_path(index, size, node_lookup(db))
            return Proven(receipt.body, index, path, note_of(db, size), public_keys(db), dating)

    def look_over(self) -> None:
        """Look whether every page and entry is as it was written; once, and only while that is quick.

        Raises `LedgerDamaged`, `LedgerNewer`, `FolderUnusable`.
        """
        if not self._is_looked_over:
            with self._database.reading() as db:
                require_undamaged(db)
            self._is_looked_over = True

    def quick_check(self) -> int:
        """Compare header, tables, newest entry, tree and newest checkpoint, without signatures; return the size.

        Raises `LedgerDamaged`, `LedgerNewer`, `FolderUnusable`.
        """
        with self._database.reading() as db:
            return right_edge(db).size

    def check(self, is_afresh: bool = False, watch: Watch = lambda _done, _all: True) -> Check:
        """Look at every entry, hash and signature, and at the checkpoint in the vault where it can be had.

        Of a long ledger, what an earlier check found sound and what is the same to the byte is only hashed again,
        unless `is_afresh`.
        """
        return audit(self._database, self._standing(), is_afresh, watch)

    def check_one(self, index: int) -> Check:
        """Look at one entry: its bytes, its signature, and its place under the newest checkpoint; O(log n)."""
        return audit_one(self._database, index, self._standing())

    def back_up(self, folder_or_file: Path) -> Backup:
        """Copy all of the ledger, and none of its keys, into a new file. Raises `NothingToBackUp`, `FolderTaken`."""
        return back_up(self._database, place_of(folder_or_file, self._is_practice, self._clock.now()))

    def restore(self, file: Path, may_be_older: bool = False) -> Restored:
        """Put a backup in this ledger's place, and keep what was there aside. No attempt may be under way.

        What the ledger holds now is laid into the vault first, so that a backup that lacks some of it shows, now
        and ever after (faults R4). Raises the vault's problems, and those of `demur.ledger.restoring`.
        """
        with suppress(LedgerBehind, LedgerDamaged, LedgerNewer):  # what a restore is made for
            self.keep_checkpoint()
        kept = self._vault.find(CHECKPOINT_NAME)
        return restore(self._database, Wanted(file, self._is_practice, kept, may_be_older, self._clock.now()))

    def beside(self, of: EntryId | AccountId) -> "Beside":
        """Return what could be deleted of one receipt and its attempt, or of all receipts of an account."""
        from demur.ledger import forgetting

        with self._database.reading() as db:
            return forgetting.beside(db, of)

    def forget(self, wanted: "Forgetting") -> "Forgotten":
        """Delete names, replies and pictures for good; the receipts stay. Needs no key. Raises the file's problems."""
        from demur.ledger import forgetting
        from demur.ledger.collection import others_near

        return forgetting.forget(self._database, wanted, others_near(self._database.path))

    def begin_anew(self) -> "Begun":
        """Set this ledger aside and begin another under a new key. Raises as `demur.ledger.succession` does."""
        from demur.ledger.succession import Succession

        parts = (self._vault, self._clock, self._is_practice, self._program)
        begun = Succession(self._database, *parts).begin()
        self.keep_checkpoint()
        return begun

    def salvaged(self, problem: Problem) -> "SalvagedLedger":
        """Return what can be read in spite of `problem`, `LedgerDamaged` or `LedgerNewer`; nothing can be sealed."""
        from demur.ledger.salvage import SalvagedLedger

        path = self._database.path
        return SalvagedLedger(path, self._vault, self._clock, self._is_practice, self._program, problem)

    def _standing(self) -> Kept:
        try:
            kept = self._vault.find(CHECKPOINT_NAME)
        except Problem:  # a locked keyring doesn't stop the rest, and the answer says so
            return Kept.NOT_CHECKED
        try:
            with self._database.reading() as db:
                return compare(db, kept)
        except LedgerDamaged:  # the audit finds out where
            return Kept.NOT_CHECKED


def keys_from(secret: Secret) -> ReceiptKeys:
    """Return the keys that a secret of the vault stands for. Raises `ReceiptKeyChanged`."""
    try:
        return ReceiptKeys.from_secret(base64.b64decode(secret.reveal(), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError) as error:  # damaged in the vault: as good as another one
        raise ReceiptKeyChanged from error
