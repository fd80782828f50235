"""What `dev.py bench` times of the overview: how long it takes to open with 5 settings, and with 50.

Run inside .venv as: python bench_overview.py openings FOLDER FOLDER. Both windows stand in one process and take turns,
so that both meet the same machine; the accounts are read over an interface, and nothing is asked of any platform.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListView

    from demur.ui.window import MainWindow

FEW, MANY = 5, 50
SIGHTINGS = 12
"""A year of looks, one a month."""
OPENINGS, WARMING = 30, 5
"""How often each is opened, and how many of the first don't count."""


def make(folder: str, count: int) -> None:
    """Remember accounts, one in five of them on again, each with a year of looks."""
    from demur import wiring
    from demur.core.account import Account, AccountId, LastSeen, SignInId
    from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
    from demur.paths import folders

    product, now = wiring.build(folders(Path(folder))), datetime.now(UTC)
    for number in range(count):
        name = f"plaza-{number:08d}"
        account = Account(
            AccountId(name),
            PlatformId("plaza"),
            SettingId("ai-training"),
            Identity(f"m-{number}", f"Member {number} (practice)"),
            RegionCode("US"),
            is_practice=True,
            sign_in=SignInId(name),
        )
        product.accounts.keep(account)
        for month in range(SIGHTINGS, 0, -1):
            state = State.ON if month == 1 and number % 5 == 0 else State.OFF
            level = Assurance.READ_BACK_INDEPENDENT if month == SIGHTINGS else None
            product.accounts.saw(account.id, LastSeen(state, now - timedelta(days=30 * month), level))
    product.close()


def openings(few: str, many: str) -> None:
    """Print median seconds for each: from the press on its place until its rows are painted, and until all is anew."""
    make(few, FEW)
    make(many, MANY)
    from demur.startup import prepare

    prepare()
    from demur import wiring
    from demur.paths import folders
    from demur.ui import program
    from demur.ui.window import MainWindow

    program.application("light")
    windows = [MainWindow(wiring.build(folders(Path(folder)))) for folder in (few, many)]
    for window in windows:
        window.resize(1180, 780)
        window.begin()
        window.show()
        _rest(window)
    took: list[list[tuple[float, float]]] = [[], []]
    for _ in range(OPENINGS):
        for window, times in zip(windows, took, strict=True):
            times.append(_opening(window))
    for window in windows:
        window.close()
        window.shut_down()
    print(*(median(times) for each in took for times in zip(*each[WARMING:], strict=True)))


def _opening(window: MainWindow) -> tuple[float, float]:
    """Go to another place, and time the way back: until the rows are painted, and until the watch looked anew."""
    from PySide6.QtWidgets import QApplication, QListView, QPushButton

    places = {each.accessibleName(): each for each in window.findChildren(QPushButton) if each.isVisible()}
    places["About"].click()
    _rest(window)
    rows = next(view for view in window.findChildren(QListView) if view.accessibleName().startswith("Settings of"))
    seen = _paint_of(rows)
    began = time.perf_counter()
    places["Overview"].click()
    while not seen:
        QApplication.processEvents()
    painted = seen[0] - began
    while not window._background.is_busy:
        QApplication.processEvents()
    _rest(window)
    return painted, time.perf_counter() - began


def _paint_of(rows: QListView) -> list[float]:
    """Return a list that gets the time when the rows are painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    seen: list[float] = []

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
            if event.type() is QEvent.Type.Paint and watched is rows.viewport() and not seen:
                QTimer.singleShot(0, lambda: seen.append(time.perf_counter()))
            return False

    eye = Eye(rows)
    rows.viewport().installEventFilter(eye)
    return seen


def _rest(window: MainWindow) -> None:
    """Let the window work until nothing is under way, and everything is painted."""
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    while window._background.is_busy:
        QApplication.processEvents()
    QApplication.processEvents()


PARTS: dict[str, Callable[..., None]] = {"openings": openings}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
