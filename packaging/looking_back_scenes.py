"""What is photographed of what was: the history of one setting over a year, and a report of all accounts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from demur.core.account import Account, LastSeen
from demur.core.setting import State
from demur.product import Product
from demur.tour import hand
from studio import Studio

_YEAR: Final = (
    (360, State.ON, None),
    *((day, State.OFF, None) for day in range(358, 270, -7)),
    (228, State.OFF, None),
    (221, State.UNKNOWN, "platform-unreachable"),
    (220, State.UNKNOWN, "platform-unreachable"),
    (213, State.UNKNOWN, "signed-out"),
    *((day, State.OFF, None) for day in range(206, 90, -14)),
    (90, State.ON, None),
)
"""How many days ago what was seen, and why it could not be told."""


def on_history(studio: Studio, product: Product, saved: Path) -> None:
    """Give the first account a past, and show it and what can be saved of it."""
    account = product.accounts.all()[0]
    _give_past(product, account)
    studio.press("Plaza, Amber (practice): Practice: off, confirmed", "History of this setting")
    studio.press("History of this setting", "Save a report")
    studio.wait(lambda: hand.reads("Diamond: a receipt."), "the picture")
    studio.shoot("history")
    studio.press("Save a report", "What leaves Demur, and nothing else")
    studio.shoot("report")
    studio.type_into("New file", str(saved / "report.pdf"))
    studio.press("Save", "report.pdf")
    studio.shoot_paper("paper-report", saved / "report.pdf")
    studio.choose("What to save", 1, ".csv: ")
    studio.shoot("report-table")


def _give_past(product: Product, account: Account) -> None:
    last, now = account.last, datetime.now(UTC)
    for days, state, reason in _YEAR:
        product.accounts.saw(account.id, LastSeen(state, now - timedelta(days=days), None, reason))
    if last is not None:
        product.accounts.saw(account.id, last)
