"""Where the window stood last, and how large it was."""

from __future__ import annotations

from binascii import a2b_base64
from contextlib import suppress
from typing import TYPE_CHECKING

from demur.core.problem import Problem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from demur.ledger.accounts import SqliteAccounts

_SIZE = (1180, 780)
_SETTING = "window"
"""Holds the window's size and place (QWidget::saveGeometry), in base64."""


def restore(window: QMainWindow, accounts: SqliteAccounts) -> None:
    """Stand where the window stood last, or in the middle in its own size."""
    if not window.restoreGeometry(_kept(accounts)):
        window.resize(*_SIZE)


def _kept(accounts: SqliteAccounts) -> bytes:
    """Return what was kept, which is nothing at first; Qt refuses that, and whatever it can't have written."""
    try:
        return a2b_base64(accounts.setting(_SETTING) or "")
    except ValueError:  # no base64
        return b""


def keep(window: QMainWindow, accounts: SqliteAccounts) -> None:
    """Remember size and place; where that can't be saved, the window merely opens in its own size."""
    with suppress(Problem):
        accounts.keep_setting(_SETTING, bytes(window.saveGeometry().toBase64().data()).decode())
