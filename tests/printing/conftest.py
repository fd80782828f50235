"""Receipts that can be printed, and Qt to print them."""

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from tests.receipts.bundles import receipt_of, rich_log, with_commitments
from tests.receipts.making import BY_KIND, Log

from demur import startup
from demur.core.entry import Receipt
from demur.printing.paper import Paper
from demur.printing.pdf import pdf_bytes
from demur.receipts.disclosure import Opened

startup.keep_singletons()  # as the program does before its first window


@pytest.fixture(autouse=True)
def with_letters(qapp: QApplication) -> None:
    """Qt draws no letters before there is an application."""


def confirmation(is_practice: bool = False) -> Receipt:
    return receipt_of(rich_log(is_practice), 2)


def with_facts(after: Opened | None = None, **changed: dict[str, Any]) -> Receipt:
    """Return a confirmation with other facts: each name replaces some fields of that part."""
    log = Log()
    log.add("attempt", **with_commitments("attempt"))
    given = with_commitments("confirmation", *([after] if after else []))
    for name, fields in changed.items():
        given[name] = {**BY_KIND["confirmation"][name], **given.get(name, {}), **fields}
    log.add("confirmation", **given)
    return receipt_of(log, 2)


def printed(receipt: Receipt, opened: Sequence[Opened] = (), paper: Paper = Paper.A4) -> bytes:
    return pdf_bytes([(receipt, opened)], paper)
