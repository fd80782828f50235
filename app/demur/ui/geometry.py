"""Where the window stood last, and how large it was."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

from demur.core.problem import Problem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from demur.ledger.accounts import SqliteAccounts

_SIZE = (1180, 780)
_SETTING = "window"
"""Holds the window's size and place (QWidget::saveGeometry), in base64."""


def restore(window: QMainWindow, accounts: SqliteAccounts) -> None:
    """Stand where the window stood last, or in the middle in its own size."""
    kept = accounts.setting(_SETTING)
    if kept is None or not window.restoreGeometry(QByteArray.fromBase64(kept.encode())):
        window.resize(*_SIZE)


def keep(window: QMainWindow, accounts: SqliteAccounts) -> None:
    """Remember size and place; where that can't be saved, the window merely opens in its own size."""
    with suppress(Problem):
        accounts.keep_setting(_SETTING, bytes(window.saveGeometry().toBase64().data()).decode())
