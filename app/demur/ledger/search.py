"""Finding receipts in a ledger of any size: SQL picks the places, and only the rows in sight are read."""

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from demur.core.entry import Kind


class Order(StrEnum):
    """What a list is sorted by."""

    PLACE = "position"
    ACCOUNT = "account"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Search:
    """Which receipts, and in which order; the empty search is all of them, newest first."""

    text: str = ""
    """Stands anywhere in the receipt, as it is written there; letters A to Z match in either case."""
    kinds: tuple[Kind, ...] = ()
    order: Order = Order.PLACE
    is_descending: bool = True

    @property
    def is_everything(self) -> bool:
        return not self.text and not self.kinds and self.order is Order.PLACE


def positions(db: sqlite3.Connection, search: Search) -> Sequence[int]:
    """Return the places of the receipts that a search finds, in its order."""
    conditions, values = ["1"], list[Any]()
    if search.kinds:
        conditions.append(f"kind IN ({', '.join('?' for _ in search.kinds)})")
        values += [kind.value for kind in search.kinds]
    if search.text:
        conditions.append("instr(lower(CAST(body AS TEXT)), lower(?)) > 0")
        values.append(search.text)
    direction = "DESC" if search.is_descending else "ASC"
    order = f"{search.order.value} {direction}, position DESC"
    query = f"SELECT position FROM entries WHERE {' AND '.join(conditions)} ORDER BY {order}"  # noqa: S608  # ours
    return array("q", (place for (place,) in db.execute(query, values)))
