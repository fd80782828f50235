"""The full check: everything the ledger holds is told again from the bodies and compared (faults B.3, check).

It goes through the file in short reads, so that a long ledger can be written to meanwhile. A long ledger isn't gone
over afresh each time: see `demur.ledger.mark`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from demur.core.problem import LedgerDamaged
from demur.ledger.database import Database
from demur.ledger.kept import Kept

STEP: Final = 200
"""Entries per read: under 0.1 s during which no one else can commit."""

Watch = Callable[[int, int], bool]
"""Is told how many entries of how many were looked at, and answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """The first place that doesn't hold; `index` is None where it is no single entry."""

    code: str
    index: int | None = None


WRONGS: Final = (
    "file",
    "entries",
    "entry",
    "columns",
    "signature",
    "key",
    "earlier-root",
    "commitments",
    "tree",
    "checkpoint",
    "attempts",
    "token",
    "behind",
    "differs",
)
"""Every code a `Wrong` can have."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a check saw."""

    entries: int
    checkpoints: int
    kept: Kept
    wrong: Wrong | None = None
    carried: int = 0
    """How many entries, from the first on, are byte for byte what an earlier check found sound."""
    is_whole: bool = True
    """False where it was stopped before the end."""

    @property
    def is_sound(self) -> bool:
        return self.wrong is None and self.is_whole


class Found(Exception):
    """Carries the first wrong place out of the search."""

    def __init__(self, code: str, index: int | None = None) -> None:
        super().__init__(code)
        self.wrong = Wrong(code, index)


class Stopped(Exception):
    """The member wants no more of it."""


def audit(
    database: Database,
    kept: Kept,
    is_afresh: bool = False,
    watch: Watch = lambda _done, _all: True,
    needs_every_note: bool = True,
) -> Check:
    """Return what was looked at, and the first wrong place. Raises only the file's own problems but damage.

    A ledger that was exported has its last checkpoint alone: it is looked at without `needs_every_note`.
    """
    from demur.ledger.examination import Examination  # a start of the program checks nothing

    examination = Examination(database, watch, needs_every_note)
    wrong, is_whole = None, True
    try:
        examination.run(is_afresh)
        if kept in (Kept.BEHIND, Kept.DIFFERS):
            raise Found(kept.value)
    except Found as found:
        wrong = found.wrong
    except Stopped:
        is_whole = False
    except LedgerDamaged:  # a row that can't even be read
        wrong = Wrong("file") if examination.size is None else Wrong("entry", examination.entries)
    if wrong is None:
        examination.remember()
    return Check(examination.entries, examination.notes, kept, wrong, examination.carried, is_whole)


def audit_one(database: Database, index: int, kept: Kept) -> Check:
    """Return whether one entry holds, by itself and at its place; what is wrong elsewhere isn't looked for."""
    from demur.ledger.examination import examine_one

    wrong = None
    try:
        with database.reading() as db:
            examine_one(db, index)
    except Found as found:
        wrong = found.wrong
    except LedgerDamaged:
        wrong = Wrong("entry", index)
    return Check(index + 1 if wrong is None else index, 1, kept, wrong)
