"""How far a long ledger was checked: so many entries, the root over them, and a digest of their checkpoints.

A check may go on from there only where the bytes are still the same: it hashes every body again up to that root, and
every checkpoint's text. A signature that held over the same bytes holds still, so that alone needs no second look. A
forged mark gains nothing: the newest checkpoint, whose signature is always looked at, covers the same bodies, and where
anything differs the mark is dropped and all is checked afresh.
"""

import hashlib
import re
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, Self

from demur.core.problem import DiskFull, FolderUnusable
from demur.receipts.durable_file import write_durably
from demur.receipts.file_reading import read_bounded

LONG: Final = 1_000
"""Entries from which on a check is worth a mark: up to there, about a second, each check is afresh."""

_SUFFIX: Final = ".checked"
_FORM: Final = re.compile(r"([1-9][0-9]{0,14}) ([0-9a-f]{64}) ([0-9a-f]{64})\n")


class Mark(NamedTuple):
    """The first `size` entries were found sound, when they had this root and their checkpoints this SHA-256."""

    size: int
    root: bytes
    notes: bytes

    @classmethod
    def read(cls, ledger: Path) -> Self | None:
        """Return the mark beside a ledger; None where there is none, or none that can be read."""
        try:
            untrusted_text = read_bounded(_place(ledger), 256).decode("ascii")
        except (OSError, UnicodeDecodeError):
            return None
        found = _FORM.fullmatch(untrusted_text)
        return cls(int(found[1]), bytes.fromhex(found[2]), bytes.fromhex(found[3])) if found else None

    def write(self, ledger: Path) -> None:
        """Lay the mark beside the ledger; where that can't be done, the next check takes longer, and no more."""
        with suppress(DiskFull, FolderUnusable):
            write_durably(_place(ledger), f"{self.size} {self.root.hex()} {self.notes.hex()}\n".encode())


class NotesDigest:
    """SHA-256 over checkpoints, in order; none is ambiguous, for each ends in an empty line and a signature."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, note: str) -> None:
        self._digest.update(note.encode())

    def digest(self) -> bytes:
        return self._digest.digest()


def _place(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.name}{_SUFFIX}")
