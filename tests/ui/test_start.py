"""Starting is light: what is heavy loads after the first paint, or when it is first needed (design.md 9)."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from demur import wiring
from demur.core.account import Account, AccountId, LastSeen, SignInId
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId, State
from demur.paths import Folders
from demur.receipts.moment import parse_moment

SCRIPT = """
import linecache
import sys
from pathlib import Path
from demur.paths import folders
from demur.startup import prepare
prepare()
from demur.ui import program
from PySide6 import QtCore, QtGui
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QListView

def loaded():
    # modules, what of Qt was looked at, and `sources` where PySide6 had sources of ours read
    read = ["sources"] if any("demur" in name for name in linecache.cache) else []
    return sorted(sys.modules) + sorted({*vars(QtCore), *vars(QtGui)}) + read

class Eye(QObject):
    def __init__(self, headline, part, last):
        super().__init__()
        self._headline, self._first, self._last = headline, None, last
        part.installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and self._first is None:
            self._first = []
            QTimer.singleShot(0, self._painted)  # what is drawn in Python may load something, too
        return False
    def _painted(self):
        self._first = loaded()
        QTimer.singleShot(1000, lambda: self._tell(20))
    def _tell(self, patience):
        if patience and self._last not in sys.modules:  # what comes last, on a busy machine
            QTimer.singleShot(500, lambda: self._tell(patience - 1))
            return
        print(repr([self._headline(), self._first, loaded()]))
        QApplication.closeAllWindows()

def watch(window):
    if "_account" in vars(window):  # to look for it would have PySide6 make an object for every part of the window
        label = window._account.page.card._headline
        window.eye = Eye(label.text, label, "demur.ui.meaning_view")
        return
    rows = window.findChildren(QListView)[0]
    first = rows.model().index(0, 0)
    window.eye = Eye(lambda: first.data(11), rows.viewport(), "concurrent.futures")

sys.exit(program.run(folders(Path(sys.argv[1])), watch))
"""

HEAVY = {
    "requests",
    "authlib",
    "joserfc",
    "cryptography",
    "keyring",
    "flask",
    "filelock",
    "PySide6.QtWebEngineCore",
}
"""Not before they are needed, however long the window stands."""

LATER = {
    "Qt",  # the namespace with its 130 enumerations
    "QLibraryInfo",
    "sources",
    "PySide6.QtNetwork",
    "PySide6.QtSvg",
    "_hashlib",
    "_ssl",
    "concurrent.futures",
    "ctypes",
    "demur.connectors.catalogue",
    "demur.core.entry",
    "demur.core.route",
    "demur.core.opt_out",
    "demur.core.outcome",
    "demur.core.proxy",
    "demur.ledger.log",
    "demur.meaning.claim",
    "demur.meaning.guide",
    "demur.receipts.keys",
    "demur.ui.chosen_card",
    "demur.ui.meaning_view",
    "demur.ui.own_desk",
    "demur.ui.preview_page",
    "demur.ui.proxy",
    "demur.words.outcomes",
    "demur.words.problems",
    "json",
    "secrets",
    "tomllib",
    "uuid",
}
"""Not before the state's words are painted. Each was looked at with `-X importtime`, and is missed by nothing there."""


SOUGHT = {"QTextDocument", "QPropertyAnimation"}
"""Parts inside Qt's widgets: PySide6 makes types for them where somebody looks for children (QObject::findChildren)."""


AT_A_GLANCE = ("demur.watch", "demur.words.watch", "demur.words.overview", "demur.ui.overview_")
"""Not before one account's words are painted: only who has several begins with the overview."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one account whose state is known, and which has been shown before."""
    return folder_with(tmp_path, "Amber (practice)")


def folder_with(tmp_path: Path, *handles: str) -> Path:
    folders = Folders(tmp_path / "data")
    product = wiring.build(folders)
    for number, handle in enumerate(handles, start=1):
        account = Account(
            AccountId(f"plaza-{number}"),
            PlatformId("plaza"),
            SettingId("ai-training"),
            Identity(f"us-on-{number}", handle),
            RegionCode("US"),
            is_practice=True,
            sign_in=SignInId(f"plaza-{number}"),
        )
        product.accounts.keep(account)
        product.accounts.saw(account.id, LastSeen(State.ON, parse_moment("2026-11-21T12:00:00.000Z")))
        product.rooms.nameplates.find(account.platform, account.setting)
    product.close()
    return folders.data


def start(data: Path) -> tuple[str, set[str], set[str]]:
    """Return the headline, and what was loaded when it was painted and a second later."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(data)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    headline, first, later = ast.literal_eval(done.stdout.splitlines()[-1])
    return headline, set(first), set(later)


def test_window_with_an_account_loads_nothing_heavy(data: Path) -> None:
    headline, first, later = start(data)
    assert headline == "Your data may be used to train generative AI"
    assert "PySide6.QtWidgets" in first
    assert sorted(first & (HEAVY | LATER | SOUGHT)) == []
    assert sorted(name for name in first if name.startswith(AT_A_GLANCE)) == []
    assert sorted(later & HEAVY) == []


def test_what_can_wait_is_done_right_after_the_first_paint(data: Path) -> None:
    """The look for what an earlier run left open, the member's proxy, an ear for a second start, and Qt's plurals."""
    _, _, later = start(data)
    assert {"demur.core.opt_out", "demur.ui.proxy", "PySide6.QtNetwork", "demur.ui.meaning_view"} <= later
    assert "QLibraryInfo" in later  # which says where Qt's plurals lie


def test_texts_of_qt_are_in_the_language_of_the_system() -> None:
    script = """
from demur.ui.program import application
app = application()
print(app.translate("QPlatformTheme", "Cancel"))
"""
    settings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"}
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=settings)
    assert said.stdout == "Abbrechen\n"


def test_window_with_several_accounts_paints_the_overview_and_loads_little_more(tmp_path: Path) -> None:
    headline, first, later = start(folder_with(tmp_path, "Amber (practice)", "Birch (practice)"))
    assert headline.startswith("Practice: your data may be used")
    assert sorted(first & (HEAVY | LATER)) == []
    assert "demur.ui.chosen_card" in later
    assert sorted(later & HEAVY) == []
