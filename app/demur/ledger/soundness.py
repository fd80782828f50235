"""A look over the whole file before anything is sealed into it, as long as that takes no time a member would feel."""

import sqlite3
from typing import Final

from demur.core.problem import LedgerDamaged
from demur.ledger.rows import right_edge
from demur.receipts.tree import leaf_hash

MOST_PAGES: Final = 8_192
"""32 MiB, some six thousand receipts: about a tenth of a second. The full check alone looks over longer ones."""


def require_undamaged(db: sqlite3.Connection) -> None:
    """Raise `LedgerDamaged` where a page can't be read or an entry is not the one that its hash was made of."""
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    if pages > MOST_PAGES:
        return
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise LedgerDamaged(what="its pages")
    query = (
        "SELECT entries.position, body, hash FROM entries"
        " LEFT JOIN nodes ON level = 0 AND nodes.position = entries.position ORDER BY entries.position"
    )
    for position, body, digest in db.execute(query):
        if leaf_hash(body) != digest:
            raise LedgerDamaged(what=f"entry {position}")


def require_one_state(db: sqlite3.Connection) -> None:
    """Raise `LedgerDamaged` where this is not what the ledger was at some moment."""
    require_undamaged(db)
    right_edge(db)
