"""A stretch of entries as a check reads it: each table asked once, and not once for each entry."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from demur.ledger.commitment import Disclosure
from demur.ledger.helper import digest_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries, and what lies beside them; replies and pictures can be long, so only where there are any is known."""

    rows: Sequence[tuple[Any, ...]]
    """Position, body, account, id, kind, attempt and time, in order."""
    notes: Mapping[int, str]
    """Checkpoints by size."""
    nodes: Mapping[tuple[int, int], bytes]
    """The hashes that these entries complete, by level and position."""
    listed: Mapping[int, tuple[int, str, str]]
    """The rows of the table that is searched."""
    disclosures: Mapping[int, Sequence[Disclosure]]
    with_evidence: frozenset[int]

    @classmethod
    def read(cls, db: sqlite3.Connection, first: int, end: int) -> Self:
        """Return the entries from `first` until before `end`."""
        span = (first, end)
        entries = (
            "SELECT position, body, account, id, kind, attempt, recorded_at FROM entries"
            " WHERE position >= ? AND position < ? ORDER BY position"
        )
        told = "SELECT position, kind, said FROM listed WHERE position >= ? AND position < ?"
        disclosures = defaultdict[int, list[Disclosure]](list)
        shown = "SELECT entry, name, salt, value FROM disclosures WHERE entry >= ? AND entry < ?"
        for entry, *values in db.execute(shown, span):
            disclosures[entry].append(Disclosure(*values))
        return cls(
            db.execute(entries, span).fetchall(),
            dict(db.execute("SELECT size, note FROM checkpoints WHERE size > ? AND size <= ?", span)),
            _nodes(db, first, end),
            {row[0]: row for row in db.execute(told, span)},
            disclosures,
            frozenset(
                entry for (entry,) in db.execute("SELECT entry FROM evidence WHERE entry >= ? AND entry < ?", span)
            ),
        )

    def digest(self) -> bytes:
        """Return the digest by which a helper names what it looked at."""
        pairs = [(row[1], self.notes.get(row[0] + 1)) for row in self.rows]
        return digest_of((body, note) for body, note in pairs if note is not None)


def _nodes(db: sqlite3.Connection, first: int, end: int) -> dict[tuple[int, int], bytes]:
    """Return the nodes that the entries complete: on each level those whose last leaf is one of them."""
    nodes: dict[tuple[int, int], bytes] = {}
    query = "SELECT position, hash FROM nodes WHERE level = ? AND position >= ? AND position < ?"
    for level in range(end.bit_length()):
        for position, digest in db.execute(query, (level, first >> level, end >> level)):
            nodes[level, position] = digest
    return nodes
